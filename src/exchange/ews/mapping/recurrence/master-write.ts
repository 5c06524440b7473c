import type { AppointmentTime, Series } from '../../../../model/index.ts';
import { APPOINTMENT_FIELDS, sameValue } from '../../../../model/index.ts';
import type { RuleWrite } from '../property-mapping.ts';
import { changesOfSeries } from './changes-of-series.ts';
import { masterFirstReason } from './master-first.ts';

/** What has to be written to the item itself before anything is said of single occurrences. */
export interface MasterWrite {
  /** Whether the time is sent. A time that is sent again has been seen to move appointments. */
  readonly time: boolean;
  readonly rule: RuleWrite;
}

/** An appointment that takes place once, or a series with its exceptions. */
export interface WhenItTakesPlace {
  readonly time: AppointmentTime;
  readonly series: Series | null;
}

/** @returns `null` when the item itself is as it shall be */
export function masterWrite(before: WhenItTakesPlace, after: WhenItTakesPlace): MasterWrite | null {
  const isSameTime = sameValue(APPOINTMENT_FIELDS.time, withoutRule(before), withoutRule(after));
  if (after.series === null || before.series === null) {
    if (after.series !== null) return { time: true, rule: { kind: 'write', time: after.time } };
    if (before.series !== null) return { time: !isSameTime, rule: { kind: 'remove' } };
    return isSameTime ? null : { time: true, rule: { kind: 'keep' } };
  }
  const reason = masterFirstReason(
    { series: before.series, changes: changesOfSeries(before.series) },
    { series: after.series, changes: changesOfSeries(after.series) },
  );
  if (reason === null) return null;
  // With another first day the rule is another, too: the range counts from there.
  const isSameRule = reason === 'time' && hasSameRule(before.series, after.series);
  return { time: reason === 'time', rule: isSameRule ? { kind: 'keep' } : { kind: 'write', time: after.time } };
}

function hasSameRule(before: Series, after: Series): boolean {
  if (firstDate(before) !== firstDate(after) || before.time.kind !== after.time.kind) return false;
  return (
    masterFirstReason(
      { series: { ...before, time: after.time }, changes: NO_CHANGES },
      { series: after, changes: NO_CHANGES },
    ) === null
  );
}

const NO_CHANGES = { exceptions: new Map(), deleted: new Map() };

function firstDate({ time }: Series): string {
  return time.kind === 'timed' ? time.start.slice(0, 10) : time.startDate;
}

function withoutRule({ time }: WhenItTakesPlace): AppointmentTime {
  return { ...time, recurrence: null };
}
