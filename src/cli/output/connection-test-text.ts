import type { ConnectionStep, ConnectionTestEnd } from '../../api/resources.ts';
import type { Terminal } from '../terminal.ts';

const SIGNS: Readonly<Record<ConnectionStep['state'], string>> = { ok: '✓', warning: '!', failed: '✗', skipped: '–' };
/** Longer than the longest name of a step in either language. */
const NAME_WIDTH = 23;

/** One step with what it found; below it what was asked on the way, and what helps, with commands that are ready to paste. */
export function stepText({ t }: Terminal, step: ConnectionStep): string {
  const name = t(`settings.test.steps.${step.step}`).padEnd(NAME_WIDTH);
  const trials = (step.tried ?? []).map(
    ({ protocol, target, code, details }) =>
      `    · ${t(`settings.test.protocols.${protocol}`)} ${target}: ${t(`diagnosis.trials.${code}`, details)}`,
  );
  const remedies = step.remedies.flatMap(({ code, params, commands }) => [
    `    → ${t(`diagnosis.remedies.${code}`, params)}`,
    ...commands.map((command) => `        ${command}`),
  ]);
  const finding = `${SIGNS[step.state]} ${name} ${t(`diagnosis.findings.${step.code}`, step.details)}`;
  return [finding, ...trials, ...remedies].join('\n');
}

export function outcomeText({ t }: Terminal, outcome: ConnectionTestEnd['outcome']): string {
  return t(`settings.test.outcomes.${outcome}`);
}
