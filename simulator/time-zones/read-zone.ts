import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf, localName } from '../xml/read.ts';
import { customZoneKey } from './custom-zone.ts';
import { durationMsOf } from './duration-text.ts';
import type { YearlyChange, YearlyZone } from './yearly-clock.ts';
import { findWindowsZone } from './zone.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const POSITIONS: Readonly<Record<string, number>> = { First: 1, Second: 2, Third: 3, Fourth: 4, Last: -1 };

/**
 * Reads a `TimeZoneDefinition`, the form of 2010 and later: by its id, or else by its rules.
 * @returns the zone's id; `undefined` when there is neither
 */
export function readZoneDefinition(source: ReceivedElement): string | undefined {
  const known = findWindowsZone(attributeOf(source, 'Id'));
  if (known !== undefined) return known;
  const offsets = new Map(
    (childOf(source, 't:Periods')?.children ?? []).map((period) => [
      attributeOf(period, 'Id'),
      -(durationMsOf(attributeOf(period, 'Bias')) ?? Number.NaN),
    ]),
  );
  // Of several times in which other rules held, the last is the one that holds now.
  const groupId = childOf(childOf(source, 't:Transitions')?.children.at(-1), 't:To')?.text.trim();
  const groups = childOf(source, 't:TransitionsGroups')?.children ?? [];
  const group = groups.find((each) => attributeOf(each, 'Id') === groupId) ?? groups[0];
  const first = offsets.values().next().value;
  if (first === undefined) return undefined;
  const targets = (group?.children ?? []).map((each) => offsets.get(childOf(each, 't:To')?.text.trim() ?? '') ?? first);
  const changes = (group?.children ?? []).flatMap((each, index) => transitionIn(each, targets[index] ?? first) ?? []);
  const name = attributeOf(source, 'Name') || 'Customized Time Zone';
  return keyOf({ name, offsetMs: targets[0] ?? first, changes });
}

function transitionIn(source: ReceivedElement, offsetMs: number): YearlyChange | undefined {
  const number = (name: string) => Number(childOf(source, `t:${name}`)?.text);
  const kind = localName(source.name);
  if (kind !== 'RecurringDayTransition' && kind !== 'RecurringDateTransition') return undefined;
  return {
    offsetMs,
    month: number('Month'),
    timeMs: durationMsOf(childOf(source, 't:TimeOffset')?.text ?? '') ?? Number.NaN,
    on:
      kind === 'RecurringDateTransition'
        ? { kind: 'date', day: number('Day') }
        : {
            kind: 'weekday',
            weekday: WEEKDAYS.indexOf(childOf(source, 't:DayOfWeek')?.text.trim() ?? ''),
            position: number('Occurrence'),
          },
  };
}

/**
 * Reads a `MeetingTimeZone`, the form of 2007: by its name, or else by its offsets, which tell what a clock lacks to UTC.
 * @returns the zone's id; `undefined` when there is neither
 */
export function readMeetingTimeZone(source: ReceivedElement): string | undefined {
  const typed = attributeOf(source, 'TimeZoneName');
  const known = findWindowsZone(typed);
  if (known !== undefined) return known;
  const base = durationMsOf(childOf(source, 't:BaseOffset')?.text ?? '');
  if (base === undefined) return undefined;
  const changes = ['t:Standard', 't:Daylight'].flatMap((name) => timeChangeIn(childOf(source, name), base) ?? []);
  return keyOf({
    name: typed || 'Customized Time Zone',
    offsetMs: -base,
    changes: changes.length === 2 ? changes : [],
  });
}

function timeChangeIn(source: ReceivedElement | undefined, base: number): YearlyChange | undefined {
  const pattern = childOf(source, 't:RelativeYearlyRecurrence');
  const date = /^\s*\d{4}-(\d\d)-(\d\d)/.exec(childOf(source, 't:AbsoluteDate')?.text ?? '');
  const offset = durationMsOf(childOf(source, 't:Offset')?.text ?? '') ?? Number.NaN;
  const [hours = 0, minutes = 0, seconds = 0] = (childOf(source, 't:Time')?.text ?? '')
    .trim()
    .split(':')
    .map(Number.parseFloat);
  const change = { offsetMs: -(base + offset), timeMs: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
  if (date !== null) return { ...change, month: Number(date[1]), on: { kind: 'date', day: Number(date[2]) } };
  if (pattern === undefined) return undefined;
  const text = (name: string) => childOf(pattern, `t:${name}`)?.text.trim() ?? '';
  return {
    ...change,
    month: MONTHS.indexOf(text('Month')) + 1,
    on: {
      kind: 'weekday',
      weekday: WEEKDAYS.indexOf(text('DaysOfWeek')),
      position: POSITIONS[text('DayOfWeekIndex')] ?? Number.NaN,
    },
  };
}

/** @returns `undefined` for rules that make no sense */
function keyOf(zone: YearlyZone): string | undefined {
  const numbers = zone.changes.flatMap(({ offsetMs, month, timeMs, on }) => [
    offsetMs,
    month >= 1 && month <= 12 ? month : Number.NaN,
    timeMs,
    on.kind === 'date' ? on.day : on.position,
    on.kind === 'weekday' && on.weekday < 0 ? Number.NaN : 0,
  ]);
  return [zone.offsetMs, ...numbers].some(Number.isNaN) ? undefined : customZoneKey(zone);
}
