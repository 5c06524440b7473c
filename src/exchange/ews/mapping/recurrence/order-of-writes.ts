import type { AppointmentTime, TimeZoneId } from '../../../../model/index.ts';
import { startOfDay } from '../../../../model/index.ts';

/** An occurrence that is to be written, when it takes place now and when it shall. */
export interface Move {
  readonly from: AppointmentTime;
  readonly to: AppointmentTime;
}

/**
 * The order in which occurrences can be moved one by one. Exchange lets none meet its neighbour, not even between two
 * writes: what goes to later makes room from the last on, what goes to earlier from the first on.
 * @param zone where whole days begin
 */
export function inOrderOfWrites<T extends Move>(moves: readonly T[], zone: TimeZoneId): readonly T[] {
  const byStart = moves
    .map((move) => ({ move, from: startOf(move.from, zone), to: startOf(move.to, zone) }))
    .sort((left, right) => (left.from < right.from ? -1 : left.from > right.from ? 1 : 0));
  const isLater = ({ from, to }: { from: string; to: string }) => to >= from;
  const later = byStart.filter(isLater).toReversed();
  return [...later, ...byStart.filter((each) => !isLater(each))].map(({ move }) => move);
}

function startOf(time: AppointmentTime, zone: TimeZoneId): string {
  return time.kind === 'timed' ? time.start : startOfDay(time.startDate, zone);
}
