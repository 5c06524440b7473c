import type { Conflict, ConflictPage } from '../../api/resources.ts';
import { hasMessage, localeOf } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';
import { table } from './table.ts';
import { valueText } from './value-text.ts';

const COLUMNS = ['id', 'account', 'item', 'field', 'winner', 'when', 'state'] as const;

/** One line for each conflict, and how to go on. */
export function conflictsText(terminal: Terminal, { conflicts, open, cursor }: ConflictPage): string {
  const { t } = terminal;
  if (conflicts.length === 0) return t('cli.conflicts.none');
  const rows = conflicts.map((conflict) => [
    conflict.id,
    conflict.account,
    conflict.label ?? t('page.sides.unnamed'),
    fieldName(terminal, conflict),
    t(`page.sides.${conflict.winner}`),
    moment(terminal, conflict.at),
    t(`conflicts.state.${conflict.state}`),
  ]);
  const lines = [table([COLUMNS.map((column) => t(`cli.conflicts.columns.${column}`)), ...rows])];
  if (cursor !== null) lines.push(t('cli.conflicts.more', { open }));
  return [...lines, t('cli.conflicts.hint')].join('\n');
}

/** Both values and what they had agreed on, whose is in force, and what a person can do. */
export function conflictText(terminal: Terminal, conflict: Conflict): string {
  const { t } = terminal;
  const { id, account, itemType, winner, state, decidedBy, decidedAt } = conflict;
  const kind = t(`cli.sync.itemTypes.${itemType}`);
  const mark = (side: 'crm' | 'exchange'): string => t(side === winner ? 'conflicts.one.won' : 'conflicts.one.lost');
  const lines = [
    `${conflict.label ?? t('page.sides.unnamed')}: ${fieldName(terminal, conflict)} (${kind}, ${account})`,
    `  ${t('conflicts.one.base')}: ${valueText(terminal, conflict.field, conflict.base)}`,
    `  ${t('page.sides.crm')}: ${valueText(terminal, conflict.field, conflict.crm)} (${mark('crm')})`,
    `  ${t('page.sides.exchange')}: ${valueText(terminal, conflict.field, conflict.exchange)} (${mark('exchange')})`,
    `  ${t('cli.conflicts.columns.when')}: ${moment(terminal, conflict.at)}`,
    `  ${t('cli.conflicts.columns.state')}: ${t(`conflicts.state.${state}`)}`,
  ];
  if (decidedBy !== null && decidedAt !== null)
    lines.push(`  ${t('cli.conflicts.decided', { who: decidedBy, when: moment(terminal, decidedAt) })}`);
  if (state === 'open') lines.push(`  ${t('cli.conflicts.decide', { id })}`);
  return lines.join('\n');
}

function fieldName({ t }: Terminal, { field }: Pick<Conflict, 'field'>): string {
  return hasMessage(`fields.${field}`) ? t(`fields.${field}`) : field;
}

function moment({ language }: Terminal, at: string): string {
  return new Date(at).toLocaleString(localeOf(language));
}
