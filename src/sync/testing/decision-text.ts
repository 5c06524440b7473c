import type { Step } from '../step.ts';
import type { Switches } from './cells.ts';
import { ALL_SWITCHES } from './cells.ts';

/** One step in a few words, the row first. */
export function stepText(step: Step): string {
  return `${step.reason.row} ${actText(step)}`;
}

function actText(step: Step): string {
  const code = step.reason.code;
  switch (step.kind) {
    case 'noop':
      return `nothing (${code})`;
    case 'hold':
      return `hold ${step.state} (${code})`;
    case 'detach':
      return `detach ${step.to}${step.leftAlone === null ? '' : ' + suppress'}${step.review === null ? '' : ' + review'} (${code})`;
    case 'merge':
      return [...mergeWords(step), `(${code})`].join(' ');
    case 'createInCrm':
    case 'createInExchange':
      return `${step.kind}${markText(step.marking)} (${code})`;
    default:
      return `${step.kind} (${code})`;
  }
}

function mergeWords(step: Extract<Step, { kind: 'merge' }>): readonly string[] {
  const { merge } = step;
  const words = [step.link ? 'link' : step.reopen ? 'relink' : 'merge'];
  if (Object.keys(merge.toExchange).length > 0) words.push(`→E ${Object.keys(merge.toExchange).join('+')}`);
  if (Object.keys(merge.toCrm).length > 0) words.push(`→C ${Object.keys(merge.toCrm).join('+')}`);
  if (merge.conflicts.length > 0)
    words.push(`conflict:${merge.conflicts.map((conflict) => conflict.winner).join('+')}`);
  if (merge.pendingFields.length > 0) words.push(`pending:${merge.pendingFields.join('+')}`);
  return [`${words.join(' ')}${markText(step.marking)}`];
}

function markText(marking: { readonly stamp: boolean; readonly categories: readonly string[] } | null): string {
  if (marking === null) return '';
  return marking.stamp ? ' +stamp' : ' +marks';
}

export type Switch = keyof Switches;
const ORDER: readonly Switch[] = ['crmWins', 'uCE', 'uEC', 'dCE', 'dEC'];
const LABEL: Readonly<Record<Switch, string>> = { crmWins: 'W=C', uCE: 'uCE', uEC: 'uEC', dCE: 'dCE', dEC: 'dEC' };

/** All 32 answers of a cell: an answer, or a question with what follows from yes and from no. */
export type Decision =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'ask'; readonly rule: Switch; readonly yes: Decision; readonly no: Decision };

/** The shortest nest of questions that gives all answers. */
export function decide(answer: (switches: Switches) => string): Decision {
  const known = new Map(ALL_SWITCHES.map((switches) => [keyOf(switches), answer(switches)]));
  return shortest(ALL_SWITCHES, ORDER, (switches) => known.get(keyOf(switches)) ?? answer(switches));
}

/** On one line, as in a programming language. */
export function decisionText(answer: (switches: Switches) => string): string {
  return oneLine(decide(answer));
}

function oneLine(decision: Decision): string {
  if (decision.kind === 'answer') return decision.text;
  return `${LABEL[decision.rule]} ? ${nested(oneLine(decision.yes))} : ${nested(oneLine(decision.no))}`;
}

function nested(text: string): string {
  return text.includes(' ? ') ? `[${text}]` : text;
}

function keyOf(switches: Switches): string {
  return ORDER.map((name) => Number(switches[name])).join('');
}

function shortest(
  settings: readonly Switches[],
  open: readonly Switch[],
  answer: (switches: Switches) => string,
): Decision {
  const answers = new Set(settings.map(answer));
  const [first] = answers;
  if (answers.size === 1 && first !== undefined) return { kind: 'answer', text: first };
  const candidates = open
    .filter((name) => settings.some((setting) => answer(setting) !== answer({ ...setting, [name]: !setting[name] })))
    .map((rule): Decision => {
      const rest = open.filter((other) => other !== rule);
      const yes = settings.filter((setting) => setting[rule]);
      const no = settings.filter((setting) => !setting[rule]);
      return { kind: 'ask', rule, yes: shortest(yes, rest, answer), no: shortest(no, rest, answer) };
    });
  return candidates.reduce((best, next) => (oneLine(next).length < oneLine(best).length ? next : best));
}
