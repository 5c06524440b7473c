import type { CrmRecord, CrmSide } from '../../crm/port.ts';
import type {
  Fields,
  FieldValue,
  Instant,
  ItemType,
  LocalDateTime,
  OccurrenceTime,
  TimeZoneId,
} from '../../model/index.ts';
import { epochSeconds, instantFromEpochSeconds, instantOf, wallTimeAt } from '../../model/index.ts';

/** What the clock on the wall shows, in no zone: how a CRM with `times: 'floating'` tells an appointment's time. */
interface FloatingTime {
  readonly kind: 'floating';
  readonly start: LocalDateTime;
  readonly end: LocalDateTime;
}

/**
 * The CRM with the times of its appointments as instants, whatever it keeps of them. The zone is told as unknown, so that
 * no richer one is written over on the other side, and the CRM is given no part that it has no place for.
 * @param zone in which its user reads the clock
 */
export function asCrmKeepsTimes(side: CrmSide, itemType: ItemType, zone: TimeZoneId): CrmSide {
  if (side.times === 'zoned' || itemType === 'contacts') return side;
  const told = <T extends CrmRecord>(record: T): T => ({
    ...record,
    fields: withTime(record.fields, (time) => instants(time, zone)),
  });
  const kept = (fields: Fields): Fields =>
    withTime(fields, (time) => (side.times === 'floating' ? readings(time, zone) : withoutZone(time)));
  return {
    ...side,
    read: async (type, ids) =>
      (await side.read(type, ids)).map((read) =>
        read.kind === 'found' ? { ...read, record: told(read.record) } : read,
      ),
    findByExternalKeys: async (type, keys) => (await side.findByExternalKeys(type, keys)).map(told),
    create: (type, items) =>
      side.create(
        type,
        items.map((item) => ({ ...item, fields: kept(item.fields) })),
      ),
    update: (type, items) =>
      side.update(
        type,
        items.map((item) => ({ ...item, changes: kept(item.changes) })),
      ),
  };
}

function withTime(
  fields: Fields,
  change: (time: OccurrenceTime | FloatingTime) => OccurrenceTime | FloatingTime,
): Fields {
  const time = (fields['time'] ?? null) as unknown as OccurrenceTime | FloatingTime | null;
  return time === null ? fields : { ...fields, time: change(time) as unknown as FieldValue };
}

function withoutZone(time: OccurrenceTime | FloatingTime): OccurrenceTime | FloatingTime {
  return time.kind === 'timed' ? { ...time, zone: null } : time;
}

function instants(time: OccurrenceTime | FloatingTime, zone: TimeZoneId): OccurrenceTime | FloatingTime {
  if (time.kind !== 'floating') return withoutZone(time);
  const start = instantOf({ local: time.start, zone });
  const end = instantOf({ local: time.end, zone });
  return {
    kind: 'timed',
    start,
    end: notBefore(start, end, secondsBetween(`${time.start}Z`, `${time.end}Z`)),
    zone: null,
  };
}

function readings(time: OccurrenceTime | FloatingTime, zone: TimeZoneId): OccurrenceTime | FloatingTime {
  if (time.kind !== 'timed') return time;
  const local = (instant: Instant): LocalDateTime => wallTimeAt(instant, zone).local;
  const [start, end] = [asInstant(local(time.start)), asInstant(local(time.end))];
  const latest = notBefore(start, end, secondsBetween(time.start, time.end));
  return { kind: 'floating', start: asLocal(start), end: asLocal(latest) };
}

/** Over the night in which clocks change an end may come to stand before its start: then the length is kept instead. */
function notBefore(start: Instant, end: Instant, seconds: number): Instant {
  return end < start ? instantFromEpochSeconds(epochSeconds(start) + seconds) : end;
}

function secondsBetween(start: string, end: string): number {
  return (Date.parse(end) - Date.parse(start)) / 1000;
}

/** A reading as a point on a time line of its own, for its arithmetic. */
function asInstant(local: LocalDateTime): Instant {
  return `${local}Z` as Instant;
}

function asLocal(instant: Instant): LocalDateTime {
  return instant.slice(0, -1) as LocalDateTime;
}
