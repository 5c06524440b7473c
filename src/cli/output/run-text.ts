import type { Run } from '../../api/resources.ts';
import { hasMessage, localeOf } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';
import { errorSentence, fieldName, reasonSentence } from './sentences.ts';

/** One run in one or two lines: what was done, or why nothing was. */
export function runText(terminal: Terminal, run: Run): string {
  const { t } = terminal;
  const name = t(`cli.sync.itemTypes.${run.itemType}`).padEnd(13);
  if (run.outcome === 'failed' && run.problem !== null) {
    return `  ${name} ${t('cli.sync.failed', { why: errorSentence(terminal, run.problem.code, run.problem.details) })}`;
  }
  if (run.outcome === 'busy') return `  ${name} ${t('errors.already_running')}`;
  if (run.outcome === 'held') return `  ${name} ${heldText(terminal, run)}`;
  const lines = [`  ${name} ${countsText(terminal, run)}`];
  for (const error of run.itemErrors) {
    lines.push(`    ${error.itemId.slice(0, 24)}: ${errorSentence(terminal, error.code, error.details, 'quarantine')}`);
  }
  return lines.join('\n');
}

export function countsText({ t }: Terminal, planned: Pick<Run, 'counts' | 'kind'>): string {
  const counts = Object.entries(planned.counts ?? {}).filter(([, count]) => count > 0);
  const words = counts.map(([name, count]) => {
    // What a person asks for leaves alone what a synchronisation would have a person look at.
    const key = name === 'review' && planned.kind !== 'sync' ? 'leftAlone' : name;
    return t(`cli.sync.counts.${key}`, { count });
  });
  return words.length === 0 ? t('cli.sync.nothing') : words.join(' · ');
}

/** How to look at the plans of an account that are held, and how to let them through together; `null` without one. */
export function approvalText({ t }: Terminal, account: string, runs: readonly Run[]): string | null {
  const held = runs.filter(({ outcome, planHash }) => outcome === 'held' && planHash !== null);
  if (held.length === 0) return null;
  const approve = held.map(({ planHash }) => `--approve ${planHash}`).join(' ');
  const look = held.every(({ dryRun }) => dryRun) ? [] : [t('cli.sync.look', { account })];
  return [...look, t('cli.sync.approve', { account, approve, count: held.length })]
    .map((line) => `  ${line}`)
    .join('\n');
}

/** What a dry run or a held run would do, a line for each step. */
export function stepsText(terminal: Terminal, run: Run): string {
  const lines = run.steps.map((step) => stepText(terminal, step));
  if (run.stepsLeftOut > 0) lines.push(`    … ${terminal.t('cli.sync.stepsLeftOut', { count: run.stepsLeftOut })}`);
  if (run.planRunId !== null) lines.push(`    ${terminal.t('cli.sync.wholePlan', { run: run.planRunId })}`);
  return lines.join('\n');
}

/** One step: which item, and why what is done with it. */
export function stepText(terminal: Terminal, step: Run['steps'][number]): string {
  const fields = [...new Set([...step.toCrm, ...step.toExchange])];
  const params = {
    ...step.params,
    ...(fields.length > 0 && (step.kind === 'merge' || step.kind === 'link')
      ? { fields: fields.map((field) => fieldName(terminal, field)).join(', ') }
      : {}),
  };
  return `    ${itemText(terminal, step)}: ${reasonSentence(terminal, { row: step.row, code: step.code, params })}`;
}

/** Both names where they differ: whether the right two are linked shows in them. */
function itemText({ language }: Terminal, step: Run['steps'][number]): string {
  const { label, counterpart, startsAt } = step;
  const name = label ?? step.crmId ?? step.exchangeId ?? '?';
  const names = counterpart === null || counterpart === label ? name : `${name} = ${counterpart}`;
  if (startsAt === null) return names;
  const isDate = !startsAt.includes('T');
  const when = isDate
    ? startsAt
    : new Date(startsAt).toLocaleString(localeOf(language), { dateStyle: 'short', timeStyle: 'short' });
  return `${names} (${when})`;
}

function heldText(terminal: Terminal, run: Run): string {
  const why =
    run.brake !== null && run.problem?.code !== 'plan_outdated'
      ? reasonSentence(terminal, { code: run.brake.reason.code, params: run.brake.reason.params })
      : problemText(terminal, run);
  return terminal.t(run.planHash === null ? 'cli.sync.heldOnly' : 'cli.sync.held', { why });
}

function problemText(terminal: Terminal, run: Run): string {
  if (run.problem === null) return '';
  const { code, details } = run.problem;
  if (code === 'plan_outdated' && 'added' in details)
    return [
      errorSentence(terminal, code, details),
      terminal.t('cli.plan.difference', details),
      ...(run.planRunId === null ? [] : [terminal.t('cli.plan.lookAtNew', { run: run.planRunId })]),
    ].join(' ');
  // Of an earlier process only the code of the brake is left.
  return hasMessage(`reasons.${code}`)
    ? reasonSentence(terminal, { code, params: details })
    : errorSentence(terminal, code, details);
}
