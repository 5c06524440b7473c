import type { Plan, PlanStep } from '../../api/resources.ts';
import { localeOf } from '../../messages/index.ts';
import type { ReadPlan } from '../read-plan.ts';
import type { Terminal } from '../terminal.ts';
import { countsText, stepText } from './run-text.ts';
import { fieldName, reasonSentence } from './sentences.ts';
import { valueText } from './value-text.ts';

/** A plan: what it is, what holds it, its steps with their values, and how to carry it out. */
export function planText(terminal: Terminal, { plan, steps }: ReadPlan, kind: string | undefined): string {
  const { t } = terminal;
  const lines = [headText(terminal, plan), `  ${countsText(terminal, plan)}`];
  if (plan.brake !== null)
    lines.push(`  ${t('cli.plan.held', { why: reasonSentence(terminal, { ...plan.brake.reason }) })}`);
  lines.push(`  ${t('cli.plan.mails', { count: plan.mails })}`);
  for (const step of steps) lines.push(stepText(terminal, step), ...changesText(terminal, step));
  const wanted = kind === undefined ? plan.steps : (plan.groups[kind] ?? 0);
  if (wanted > steps.length)
    lines.push(`    … ${t('cli.plan.more', { count: wanted - steps.length, run: plan.runId })}`);
  if (plan.state === 'open' && plan.steps > 0) lines.push(`  ${t('cli.plan.apply', { run: plan.runId })}`);
  return lines.join('\n');
}

function headText({ t, language }: Terminal, plan: Plan): string {
  return t(`cli.plan.heads.${plan.kind}`, {
    account: plan.account,
    itemType: t(`cli.sync.itemTypes.${plan.itemType}`),
    when: new Date(plan.madeAt).toLocaleString(localeOf(language)),
    state: t(`cli.plan.states.${plan.state}`),
    run: plan.undoOf ?? '',
  });
}

function changesText(terminal: Terminal, { changes }: PlanStep): readonly string[] {
  const { t } = terminal;
  return changes.map(({ side, field, before, after }) => {
    return `        ${t(`page.sides.${side}`)}, ${fieldName({ t }, field)}: ${valueText(terminal, field, before)} → ${valueText(terminal, field, after)}`;
  });
}
