import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { FieldChange } from '../field-values/field-change.tsx';
import { momentText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';
import { runAddress } from '../plan/addresses.ts';
import { WhyLink } from '../why/why-link.tsx';
import type { Journal } from './calls.ts';

type Entry = Journal['entries'][number];

/** So many fields are read at once; more are opened. */
const AT_ONCE = 4;

interface Props {
  readonly entry: Entry;
  /** Name of the account, for the way to "why?"; absent where the entry stands on that page. */
  readonly account?: string;
  /** Says when; absent where the entries are of one run. */
  readonly dated?: boolean;
}

/** One write: to what, why, and field by field what it held and holds. */
export function JournalRow({ account, entry, dated = false }: Props) {
  const { t, i18n } = useTranslation();
  const { side, op, reason, label } = entry;
  const changes = changesOf(entry);
  const what = label ?? t('page.sides.unnamed');
  const lines = changes.map((change) => <FieldChange key={change.field} {...change} />);
  return (
    <li className="record-row">
      <Group gap="xs">
        {label === null && dated ? null : (
          <Text fw={600} className="breaks">
            {what}
          </Text>
        )}
        <Badge variant="outline" color={op === 'delete' ? 'red.9' : 'lagoon.8'}>
          {t(`plans.journal.ops.${op}.${side}`)}
        </Badge>
        {entry.undoneBy === null ? null : (
          <Badge variant="outline" color="gray.7">
            {t('plans.journal.undone')}
          </Badge>
        )}
        {dated ? (
          <Text size="sm" c="gray.8">
            {momentText(entry.at, i18n.language)}
          </Text>
        ) : null}
        {dated ? (
          <Link href={runAddress(entry.runId)} className="text-link small-link">
            {t('conflicts.one.toRun')}
          </Link>
        ) : null}
      </Group>
      <Text size="sm" c="gray.8">
        {codeText(t, reason.code, reason.params ?? {})}
      </Text>
      {lines.length <= AT_ONCE ? (
        lines
      ) : (
        <details>
          <summary className="fields-summary">{t('plans.journal.fields', { count: lines.length })}</summary>
          {lines}
        </details>
      )}
      {account === undefined ? null : (
        <WhyLink
          account={account}
          itemType={entry.itemType}
          crmId={entry.crmId}
          exchangeId={entry.exchangeId}
          what={what}
        />
      )}
    </li>
  );
}

interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Of a conflict: the value that lost, and the one that was written. */
function changesOf({ before, after, conflict }: Entry): readonly Change[] {
  if (conflict !== null) {
    const { field, winner, crm, exchange } = conflict;
    return [{ field, before: winner === 'crm' ? exchange : crm, after: winner === 'crm' ? crm : exchange }];
  }
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
    .filter((change) => change.before !== null || change.after !== null);
}
