import { Alert, Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { fieldName } from '../field-values/field-lines.ts';
import { momentText } from '../format/moment.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { runAddress } from '../plan/addresses.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { WhyLink } from '../why/why-link.tsx';
import type { Conflict } from './calls.ts';
import { readConflict } from './calls.ts';
import { stateColour } from './conflict-state.ts';
import { DecideConflict } from './decide-conflict.tsx';
import { ThreeValues } from './three-values.tsx';

/** One conflict: the value before, that of each side, and what shall hold. */
export function ConflictPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const conflict = useQuery({ queryKey: ['conflicts', 'one', id], queryFn: () => readConflict(id), retry: false });
  const back = (
    <Anchor component={Link} href="/conflicts" size="sm">
      ← {t('conflicts.one.back')}
    </Anchor>
  );
  if (conflict.data === undefined)
    return (
      <Stack gap="md">
        {back}
        <PageHeading>{t('conflicts.heading')}</PageHeading>
        {conflict.error === null ? (
          <Text>{t('page.loading')}</Text>
        ) : (
          <Alert color="red.9">{problemText(t, conflict.error)}</Alert>
        )}
      </Stack>
    );
  const what = conflict.data.label ?? t('page.sides.unnamed');
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        {back}
        <PageHeading>{t('conflicts.one.heading', { what, field: fieldName(t, conflict.data.field) })}</PageHeading>
        <Origin conflict={conflict.data} what={what} />
      </Stack>
      <Section heading={t('conflicts.one.values')}>
        <ThreeValues conflict={conflict.data} />
      </Section>
      {/* Not only while it is open: what came of a decision is said there. */}
      <DecideConflict key={id} conflict={conflict.data} />
    </Stack>
  );
}

function Origin({ conflict, what }: { readonly conflict: Conflict; readonly what: string }) {
  const { t, i18n } = useTranslation();
  const { account, itemType, crmId, exchangeId, state, decidedBy, decidedAt } = conflict;
  return (
    <>
      <Group gap="xs">
        <Badge color={stateColour(state)} variant="outline">
          {t(`conflicts.state.${state}`)}
        </Badge>
        <Text size="sm">{t('conflicts.one.when', { when: momentText(conflict.at, i18n.language) })}</Text>
        <Link href={runAddress(conflict.runId)} className="text-link small-link">
          {t('conflicts.one.toRun')}
        </Link>
        <WhyLink account={account} itemType={itemType} crmId={crmId} exchangeId={exchangeId} what={what} />
      </Group>
      {state === 'superseded' ? <Text size="sm">{t('conflicts.one.superseded')}</Text> : null}
      {decidedBy === null || decidedAt === null ? null : (
        <Text size="sm">
          {t('conflicts.one.decidedBy', {
            who: decidedBy,
            when: momentText(decidedAt, i18n.language),
            what: t(`conflicts.state.${state}`),
          })}
        </Text>
      )}
    </>
  );
}
