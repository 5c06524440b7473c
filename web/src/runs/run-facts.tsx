import { Alert, Badge, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { countsText } from '../accounts/run-text.ts';
import type { Run } from '../api/accounts.ts';
import { momentText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { runAddress } from '../plan/addresses.ts';
import { outcomeColour, outcomeKey } from './outcome.ts';
import { durationText } from './run-words.ts';

/** When it ran, for whom, how it ended, and what stood in its way. */
export function RunFacts({ run }: { readonly run: Run }) {
  const { t, i18n } = useTranslation();
  const duration = durationText(t, run);
  const { brake, problem } = run;
  return (
    <Section heading={t('plans.run.facts.heading')}>
      <Stack gap="sm">
        <dl className="facts">
          <Fact name={t('plans.run.facts.outcome')}>
            <Badge variant="outline" color={outcomeColour(run)}>
              {t(outcomeKey(run))}
            </Badge>
          </Fact>
          {run.kind === 'verify' || run.counts === null ? null : (
            <Fact name={t(run.dryRun || run.outcome === 'held' ? 'plans.run.facts.would' : 'plans.run.facts.did')}>
              {countsText(t, run.counts, run.kind)}
            </Fact>
          )}
          {run.undoOf === null ? null : (
            <Fact name={t('plans.run.facts.undoOf')}>
              <Link href={runAddress(run.undoOf)} className="text-link">
                {t('plans.run.undoOfRun')}
              </Link>
            </Fact>
          )}
          <Fact name={t('plans.run.facts.account')}>{run.account}</Fact>
          {run.trigger === null ? null : (
            <Fact name={t('plans.run.facts.trigger')}>{t(`plans.run.triggers.${run.trigger}`)}</Fact>
          )}
          <Fact name={t('plans.run.facts.started')}>{momentText(run.startedAt ?? run.queuedAt, i18n.language)}</Fact>
          {duration === null ? null : <Fact name={t('plans.run.facts.duration')}>{duration}</Fact>}
        </dl>
        {brake === null ? null : (
          <Alert color="orange.9">{codeText(t, brake.reason.code, brake.reason.params ?? {})}</Alert>
        )}
        {problem === null || problem.code === brake?.reason.code ? null : (
          <Alert color={run.outcome === 'failed' ? 'red.9' : 'orange.9'}>
            {codeText(t, problem.code, problem.details)}
          </Alert>
        )}
        {run.itemErrors.length === 0 ? null : <RefusedItems errors={run.itemErrors} />}
      </Stack>
    </Section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function RefusedItems({ errors }: { readonly errors: Run['itemErrors'] }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('plans.run.itemErrors')}
      </Text>
      <ul className="plain-list">
        {errors.map(({ side, itemId, code, details }) => (
          <li key={`${side} ${itemId}`}>
            <Text size="sm">
              {t(`page.sides.${side}`)}: {codeText(t, code, details, 'quarantine')}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
