import type { Speaker } from './speaker.ts';

/** Why Exchange cannot have a series as it is: a code with its parameters, as the model and records have them. */
interface CodedReason {
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

export function notExpressibleInWords({ code, parameters }: CodedReason, { t }: Pick<Speaker, 't'>): string {
  return t(`recurrence.notExpressible.${code}`, { ...parameters });
}

/** What became of a series that Exchange cannot have, and why. */
export function keptRuleInWords(reason: CodedReason, speaker: Pick<Speaker, 't'>): string {
  return `${speaker.t('recurrence.keptRule', {})} ${notExpressibleInWords(reason, speaker)}`;
}
