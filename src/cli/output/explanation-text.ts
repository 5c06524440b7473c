import type { ItemExplanation } from '../../api/resources.ts';
import { hasMessage, localeOf } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';
import { errorSentence, fieldName, reasonSentence } from './sentences.ts';
import { valueText } from './value-text.ts';

type Obstacle = ItemExplanation['obstacles'][number];
type Field = ItemExplanation['fields'][number];
type Remedy = ItemExplanation['remedies'][number];

/** Everything about one item, for people: what stands in the way first, then the two sides, then field by field. */
export function explanationText(terminal: Terminal, item: ItemExplanation): string {
  const { t } = terminal;
  const kind = t(`cli.sync.itemTypes.${item.itemType}`);
  const lines = [`${item.label ?? t('page.sides.unnamed')} (${kind}, ${item.account})`];
  for (const obstacle of item.obstacles) lines.push(`  ! ${obstacleText(terminal, obstacle)}`);
  lines.push(`  ${t(`explain.states.${item.state}`)} ${t(`explain.met.${item.met ? 'yes' : 'no'}`)}`);
  if (item.since !== null) lines.push(`  ${t('cli.explain.since', { when: moment(terminal, item.since) })}`);
  for (const side of ['crm', 'exchange'] as const) lines.push(`  ${endText(terminal, item, side)}`);
  if (item.step !== null) lines.push(`  ${t('cli.explain.decision')}: ${reasonSentence(terminal, item.step.reason)}`);
  const telling = item.fields.filter(isTelling);
  if (telling.length > 0) lines.push(`  ${t('cli.explain.fields')}:`);
  for (const field of telling)
    lines.push(...(item.link === null ? newcomerText(terminal, field) : fieldText(terminal, field)));
  const unchanged = item.fields.length - telling.length;
  if (unchanged > 0) lines.push(`  ${t('cli.explain.unchanged', { count: unchanged })}`);
  if (item.candidates.length > 0) lines.push(`  ${t('cli.explain.candidates')}:`);
  for (const { side, id, label } of item.candidates)
    lines.push(`    ${label ?? t('page.sides.unnamed')} (${t(`page.sides.${side}`)}, ${shortId(id)})`);
  for (const id of item.openConflicts) lines.push(`  ${t('cli.explain.conflict', { id })}`);
  if (item.remedies.length > 0) lines.push(`  ${t('cli.explain.next')}:`);
  for (const remedy of item.remedies) lines.push(`    ${remedyText(terminal, remedy)}`);
  if (item.nextRunAt !== null) lines.push(`  ${t('cli.explain.nextRun', { when: moment(terminal, item.nextRunAt) })}`);
  lines.push(...historyText(terminal, item.journal));
  return lines.join('\n');
}

/** The newest first, each with the reason of that time. */
export function historyText(terminal: Terminal, journal: ItemExplanation['journal']): readonly string[] {
  const { t } = terminal;
  const entries = journal.map(({ at, op, side, reason, conflict }) => {
    // One entry for each field, with the same reason.
    const field = conflict === null ? [] : [fieldName(terminal, conflict.field)];
    const where = [t(`page.sides.${side}`), ...field].join(', ');
    return `    ${moment(terminal, at)}  ${t(`cli.explain.ops.${op}`)} (${where})  ${reasonSentence(terminal, reason)}`;
  });
  return entries.length === 0 ? [] : [`  ${t('cli.explain.history')}:`, ...entries];
}

/** Exchange ids have over a hundred characters; both ends identify one for the eye, `--json` has it whole. */
export function shortId(id: string): string {
  return id.length <= 40 ? id : `${id.slice(0, 16)}…${id.slice(-16)}`;
}

function obstacleText(terminal: Terminal, { code, reason, problem, since, until }: Obstacle): string {
  const { t } = terminal;
  const parts = [t(`explain.obstacles.${code}`)];
  if (reason !== null) parts.push(reasonSentence(terminal, reason));
  if (problem !== null) parts.push(errorSentence(terminal, problem.code, problem.details));
  if (since !== null) parts.push(t('cli.explain.since', { when: moment(terminal, since) }));
  if (until !== null) parts.push(t('cli.explain.until', { when: moment(terminal, until) }));
  return parts.join(' ');
}

function endText(terminal: Terminal, item: ItemExplanation, side: 'crm' | 'exchange'): string {
  const { t } = terminal;
  const { id, state, takesPart, label, problem } = item[side];
  const facts = [
    t(`explain.ends.${state}`),
    ...(takesPart === null ? [] : [t(`explain.takesPart.${takesPart}`)]),
    ...(label === null || label === item.label ? [] : [label]),
    ...(id === null || state === 'none' ? [] : [shortId(id)]),
    ...(problem === null ? [] : [errorSentence(terminal, problem.code, problem.details)]),
  ];
  return `${t(`cli.explain.${side}`)}: ${facts.join(' · ')}`;
}

function isTelling({ changedOn, outcome }: Field): boolean {
  return changedOn !== 'none' || outcome !== 'unchanged';
}

function fieldText(terminal: Terminal, field: Field): readonly string[] {
  const { t } = terminal;
  const value = (side: 'crm' | 'exchange', base: unknown, now: unknown): string =>
    `      ${t(`page.sides.${side}`)}: ${valueText(terminal, field.field, base)} → ${valueText(terminal, field.field, now)}`;
  return [
    `    ${fieldName(terminal, field.field)}: ${t(`explain.changedOn.${field.changedOn}`)}; ${t(`explain.outcomes.${field.outcome}`)}`,
    value('crm', field.baseCrm, field.crm),
    value('exchange', field.baseExchange, field.exchange),
    ...(field.winner === null ? [] : [`      ${t('why.item.winner', { side: t(`page.sides.${field.winner}`) })}`]),
    ...field.remedies.map((remedy) => `      ${remedyText(terminal, remedy)}`),
  ];
}

/** Of an item without a counterpart: nothing was agreed on, so nothing has changed. */
function newcomerText(terminal: Terminal, { field, crm, exchange, outcome }: Field): readonly string[] {
  const { t } = terminal;
  const value = valueText(terminal, field, crm ?? exchange);
  return [`    ${fieldName(terminal, field)}: ${value}; ${t(`explain.outcomes.${outcome}`)}`];
}

function remedyText({ t }: Terminal, { code, setting }: Remedy): string {
  const name = setting !== null && hasMessage(`rules.${setting}`) ? t(`rules.${setting}`) : setting;
  return name === null ? t(`explain.remedies.${code}`) : `${t(`explain.remedies.${code}`)} (${name})`;
}

function moment({ language }: Terminal, at: string): string {
  return new Date(at).toLocaleString(localeOf(language));
}
