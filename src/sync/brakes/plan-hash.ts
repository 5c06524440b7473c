import type { FieldValue } from '../../model/index.ts';
import { canonicalText } from '../../model/index.ts';
import type { Marking, Step } from '../step.ts';
import { textHash } from '../text-hash.ts';

/** The items that a step is about; `null` where there is none yet. */
export interface StepSubject {
  readonly crmId: string | null;
  readonly exchangeId: string | null;
}

/**
 * What a person approves of one step: which item, which act, and for a write which values. `null` for steps that
 * write to neither side, and for links and detachments, which destroy nothing.
 */
export function riskyLine(step: Step, subject: StepSubject): string | null {
  switch (step.kind) {
    case 'deleteInExchange':
    case 'deleteInCrm':
      return line(step.kind, subject, '');
    case 'createInExchange':
    case 'createInCrm':
      return line(step.kind, subject, canonicalText(step.fields));
    case 'merge':
      return Object.keys(step.merge.toCrm).length + Object.keys(step.merge.toExchange).length === 0
        ? null
        : line(step.kind, subject, canonicalText([step.merge.toCrm, step.merge.toExchange]));
    default:
      return null;
  }
}

/**
 * What a person approves of one step in a first run: all that will be different afterwards. Beside the writes these are
 * the links, with what they unite, the marks that Exchange gets, and what is left for a person to decide. `null` for
 * steps that leave both sides and the memory as they are.
 */
export function firstRunLine(step: Step, subject: StepSubject): string | null {
  switch (step.kind) {
    case 'createInExchange':
    case 'createInCrm':
      return line(step.kind, subject, canonicalText([step.fields, marks(step.marking)]));
    case 'merge': {
      const { toCrm, toExchange } = step.merge;
      const writes = Object.keys(toCrm).length + Object.keys(toExchange).length > 0 || step.marking !== null;
      if (!writes && !step.link) return null;
      return line(step.link ? 'link' : 'merge', subject, canonicalText([toCrm, toExchange, marks(step.marking)]));
    }
    case 'detach':
      return line(step.kind, subject, step.to);
    case 'hold':
      return step.state === 'review' ? line('review', subject, '') : null;
    default:
      return riskyLine(step, subject);
  }
}

/** One name for a plan, whatever the order in which its steps were found. Repeated lines count. */
export function planHash(lines: Iterable<string>): string {
  return textHash([...lines].sort().join('\n'));
}

function marks(marking: Marking | null): FieldValue {
  return marking === null ? null : [String(marking.stamp), ...marking.categories];
}

function line(kind: string, subject: StepSubject, payload: string): string {
  return [kind, subject.crmId ?? '', subject.exchangeId ?? '', payload === '' ? '' : textHash(payload)].join('\t');
}
