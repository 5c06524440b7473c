import type { FieldValue } from '../../model/index.ts';
import { canonicalText } from '../../model/index.ts';
import type { Marking, Step } from '../step.ts';
import type { LaneSums } from './line-hash.ts';
import { addLanes, hashLanes, lanesText } from './line-hash.ts';

/** The items that a step is about; `null` where there is none yet. */
export interface StepSubject {
  readonly crmId: string | null;
  readonly exchangeId: string | null;
}

/**
 * What a person approves of one step: all that will be different afterwards. Beside the writes, with their values, these
 * are the people who are told by mail, the links, the marks that Exchange gets, what is let go, and what is left for a person to decide. `null` for
 * steps that leave both sides and what is linked as they are.
 */
export function planLine(step: Step, subject: StepSubject): string | null {
  switch (step.kind) {
    case 'deleteInExchange':
      return line(step.kind, subject, mailed(step.mails));
    case 'deleteInCrm':
      return line(step.kind, subject, '');
    case 'createInExchange':
    case 'createInCrm':
      return line(step.kind, subject, canonicalText([step.fields, marks(step.marking)]));
    case 'merge': {
      const { toCrm, toExchange } = step.merge;
      const writes = Object.keys(toCrm).length + Object.keys(toExchange).length > 0 || step.marking !== null;
      if (!writes && !step.link) return null;
      return line(
        step.link ? 'link' : 'merge',
        subject,
        canonicalText([toCrm, toExchange, marks(step.marking)]) + mailed(step.mails),
      );
    }
    case 'detach':
      return line(step.kind, subject, step.to);
    case 'hold':
      return step.state === 'review' ? line('review', subject, '') : null;
    case 'noop':
    case 'suppress':
    case 'close':
      return null;
  }
}

/** Lines added up: one name for a plan, whatever the order in which its steps were found. Repeated lines count. */
export interface PlanLines {
  readonly count: number;
  readonly sums: LaneSums;
}

export const NO_LINES: PlanLines = { count: 0, sums: [0, 0, 0, 0] };

export function withLine(lines: PlanLines, text: string): PlanLines {
  return { count: lines.count + 1, sums: addLanes(lines.sums, hashLanes(text)) };
}

/** 32 hex digits, with the number of lines in them. */
export function planHash({ count, sums }: PlanLines): string {
  return lanesText(addLanes(sums, hashLanes(String(count))));
}

function mailed(mails = 0): string {
  return mails === 0 ? '' : ` mails ${mails}`;
}

function marks(marking: Marking | null): FieldValue {
  return marking === null ? null : [String(marking.stamp), ...marking.categories];
}

function line(kind: string, subject: StepSubject, payload: string): string {
  const content = payload === '' ? '' : lanesText(hashLanes(payload));
  return [kind, subject.crmId ?? '', subject.exchangeId ?? '', content].join('\t');
}
