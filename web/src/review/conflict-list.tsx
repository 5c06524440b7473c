import { Alert, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { JournalEntry } from '../api/review.ts';
import { readConflicts } from '../api/review.ts';
import { momentText } from '../format/moment.ts';
import { problemText } from '../format/problem-text.ts';
import { valueText } from '../format/value-text.ts';
import { appointmentWhen } from '../records/appointment-row.tsx';

const SHOWN = 100;

/** The conflict journal of one account: what was written, and the value that gave way. */
export function ConflictList({ account }: { readonly account: string }) {
  const { t } = useTranslation();
  const conflicts = useQuery({
    queryKey: ['status', 'conflicts', account],
    queryFn: () => readConflicts(account, SHOWN),
  });
  const entries = conflicts.data?.entries ?? [];
  return (
    <Paper p="md" shadow="xs" component="section" aria-labelledby="conflicts-heading">
      <Stack gap="sm">
        <Title order={2} size="h5" id="conflicts-heading">
          {t('page.conflicts.heading')}
        </Title>
        {conflicts.error === null ? null : <Alert color="red.9">{problemText(t, conflicts.error)}</Alert>}
        {conflicts.isPending ? <Text>{t('page.loading')}</Text> : null}
        {conflicts.isSuccess && entries.length === 0 ? <Text>{t('page.conflicts.empty')}</Text> : null}
        {entries.length === 0 ? null : (
          <>
            <Text size="sm">{t('page.conflicts.explain')}</Text>
            <ul className="plain-list">
              {entries.map((entry) => (
                <ConflictRow key={entry.id} entry={entry} />
              ))}
            </ul>
          </>
        )}
      </Stack>
    </Paper>
  );
}

function ConflictRow({ entry }: { readonly entry: JournalEntry }) {
  const { t, i18n } = useTranslation();
  const { conflict } = entry;
  if (conflict === null) return null;
  const loser = conflict.winner === 'crm' ? 'exchange' : 'crm';
  return (
    <li className="record-row">
      <Text fw={600}>
        {entry.label ?? t('page.sides.unnamed')} · {t(`fields.${conflict.field}`)}
      </Text>
      <Text size="sm" c="gray.8">
        {momentText(entry.at, i18n.language)}
      </Text>
      {(['won', 'lost'] as const).map((role) => {
        const side = role === 'won' ? conflict.winner : loser;
        return (
          <Text size="sm" key={role}>
            {t(`page.conflicts.${role}`, { side: t(`page.sides.${side}`) })}{' '}
            <b>{conflictValue(conflict, side, t, i18n.language)}</b>
          </Text>
        );
      })}
    </li>
  );
}

function conflictValue(
  { field, ...values }: NonNullable<JournalEntry['conflict']>,
  side: 'crm' | 'exchange',
  t: TFunction,
  language: string,
): string {
  const value = values[side];
  if (field !== 'time' || typeof value !== 'object' || value === null) return valueText(value, t);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return appointmentWhen({ time: value as Parameters<typeof appointmentWhen>[0]['time'] }, t, language, zone);
}
