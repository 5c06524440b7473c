import { Alert, Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { countsText } from '../accounts/run-text.ts';
import { agoText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';
import { useNow } from '../format/use-now.ts';
import { runAddress } from './addresses.ts';
import type { Plan } from './calls.ts';
import { doesSomething, writesInWords } from './plan-counts.ts';

/** What a plan would do, in numbers and words, and what has become of it. */
export function PlanSummary({ plan }: { readonly plan: Plan }) {
  const { t, i18n } = useTranslation();
  const now = useNow(10_000);
  const { brake, state, appliedBy } = plan;
  return (
    <>
      <Group gap="xs">
        <Badge color={STATE_COLOURS[state]} variant="filled" data-plan-state={state}>
          {t(`plans.state.${state}`)}
        </Badge>
        <Text size="sm" c="gray.8">
          {t('plans.page.madeAt', { when: agoText(plan.madeAt, i18n.language, now) })}
        </Text>
      </Group>
      {state === 'applied' ? (
        <Text size="sm">
          {t('plans.state.appliedExplain')}{' '}
          {appliedBy === null ? null : (
            <Link href={runAddress(appliedBy)} className="text-link">
              {t('plans.state.appliedBy')}
            </Link>
          )}
        </Text>
      ) : null}
      {state === 'outdated' ? <Alert color="orange.9">{t('plans.state.outdatedExplain')}</Alert> : null}
      {brake === null || state !== 'open' ? null : (
        <Alert color="orange.9">
          {t('plans.state.held', { why: codeText(t, brake.reason.code, brake.reason.params ?? {}) })}
        </Alert>
      )}
      {plan.kind === 'undo' ? <UndoWords plan={plan} /> : <SyncWords plan={plan} />}
    </>
  );
}

const STATE_COLOURS: Readonly<Record<Plan['state'], string>> = {
  open: 'lagoon.8',
  applied: 'teal.9',
  outdated: 'gray.7',
};

function SyncWords({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const { counts } = plan;
  return (
    <ul className="account-consequences">
      <li>{plan.steps === 0 ? t('plans.page.nothing') : countsText(t, counts, plan.kind)}</li>
      {counts.deletedInCrm + counts.deletedInExchange === 0 ? <li>{t('accounts.plan.deletesNothing')}</li> : null}
      <Mails count={plan.mails} />
    </ul>
  );
}

/** What comes back, and what cannot. */
function UndoWords({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const left = plan.groups['hold'] ?? 0;
  return (
    <ul className="account-consequences">
      <li>
        {doesSomething(plan)
          ? t('plans.page.comesBack', { what: writesInWords(t, plan.counts).join(' · ') })
          : t('plans.undo.nothing')}
      </li>
      <li>{left === 0 ? t('plans.page.nothingStays') : t('plans.page.staysEdited', { count: left })}</li>
      <Mails count={plan.mails} />
    </ul>
  );
}

function Mails({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  return <li>{count === 0 ? t('plans.page.nobodyMailed') : t('plans.page.mailed', { count })}</li>;
}
