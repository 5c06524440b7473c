import type { FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { canonicalText } from '../../model/index.ts';
import { baseOf, withoutTold } from '../merge/base.ts';
import type { Marking, Step } from '../step.ts';
import type { LaneSums } from './line-hash.ts';
import { addLanes, hashLanes, lanesText } from './line-hash.ts';

/** The items that a step is about, as they stand before it. */
export interface StepSubject {
  /** `null` where there is none yet. */
  readonly crmId: string | null;
  readonly exchangeId: string | null;
  readonly crm: Fields;
  readonly exchange: Fields;
}

/**
 * What a person approves of one step: why it is taken, all that will be different afterwards, and all that is lost by it. Beside
 * the writes, with their values and those that they replace, these are the people who are told by mail, the links, the marks that
 * Exchange gets, what is let go, and what is left for a person to decide. `null` for steps that leave both sides and what is
 * linked as they are.
 */
export function planLine(specs: FieldSpecs, step: Step, subject: StepSubject): string | null {
  switch (step.kind) {
    case 'deleteInExchange':
      return line(step, subject, content(specs, subject.exchange) + mailed(step.mails));
    case 'deleteInCrm':
      return line(step, subject, content(specs, subject.crm));
    case 'createInExchange':
    case 'createInCrm':
      return line(step, subject, canonicalText([step.fields, marks(step.marking)]));
    case 'merge': {
      const { toCrm, toExchange } = step.merge;
      const writes = Object.keys(toCrm).length + Object.keys(toExchange).length > 0 || step.marking !== null;
      if (!writes && !step.link) return null;
      const replaced = [replacedBy(specs, toCrm, subject.crm), replacedBy(specs, toExchange, subject.exchange)];
      return line(
        step,
        subject,
        canonicalText([toCrm, toExchange, marks(step.marking), ...replaced]) + mailed(step.mails),
      );
    }
    case 'detach':
      return line(step, subject, step.to);
    case 'hold':
      return step.state === 'review' ? line(step, subject, '') : null;
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

/** What goes with an item that is deleted. The answer of somebody who is invited meanwhile is nobody's work on it. */
function content(specs: FieldSpecs, fields: Fields): string {
  return canonicalText(baseOf(withoutTold(specs), fields));
}

function replacedBy(specs: FieldSpecs, written: Fields, now: Fields): Fields {
  return Object.fromEntries(Object.entries(baseOf(specs, now)).filter(([name]) => name in written));
}

function mailed(mails = 0): string {
  return mails === 0 ? '' : ` mails ${mails}`;
}

function marks(marking: Marking | null): FieldValue {
  return marking === null ? null : [String(marking.stamp), ...marking.categories];
}

function line(step: Step, subject: StepSubject, payload: string): string {
  const hash = payload === '' ? '' : lanesText(hashLanes(payload));
  const { row, code } = step.reason;
  return [nameOf(step), row, code, subject.crmId ?? '', subject.exchangeId ?? '', hash].join('\t');
}

function nameOf(step: Step): string {
  if (step.kind === 'merge' && step.link) return 'link';
  return step.kind === 'hold' ? step.state : step.kind;
}
