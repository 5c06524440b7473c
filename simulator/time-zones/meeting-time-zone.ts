import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import { customZoneIn } from './custom-zone.ts';
import { durationText } from './duration-text.ts';
import type { YearlyChange, YearlyZone } from './yearly-clock.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const POSITIONS = ['First', 'Second', 'Third', 'Fourth'];

/** The form in which Exchange 2007 shows a zone: a name for a zone of Windows, rules for any other. */
export function meetingTimeZoneNode(zoneId: string): XmlNode {
  const custom = customZoneIn(zoneId);
  if (custom === undefined) return element('t:MeetingTimeZone', { TimeZoneName: zoneId });
  return element('t:MeetingTimeZone', { TimeZoneName: custom.name }, ruleNodes(custom));
}

function ruleNodes({ offsetMs, changes }: YearlyZone): readonly XmlNode[] {
  const [standard, daylight] = [...changes].sort((a, b) => a.offsetMs - b.offsetMs);
  const baseMs = standard?.offsetMs ?? offsetMs;
  const base = textElement('t:BaseOffset', durationText(-baseMs));
  if (standard === undefined || daylight === undefined) return [base];
  return [base, changeNode('t:Standard', standard, baseMs), changeNode('t:Daylight', daylight, baseMs)];
}

function changeNode(name: string, { offsetMs, month, on, timeMs }: YearlyChange, baseMs: number): XmlNode {
  const day =
    on.kind === 'date'
      ? textElement('t:AbsoluteDate', `2026-${two(month)}-${two(on.day)}`)
      : element('t:RelativeYearlyRecurrence', {}, [
          textElement('t:DaysOfWeek', WEEKDAYS[on.weekday] ?? 'Sunday'),
          textElement('t:DayOfWeekIndex', POSITIONS[on.position - 1] ?? 'Last'),
          textElement('t:Month', MONTHS[month - 1] ?? 'January'),
        ]);
  return element(name, {}, [
    textElement('t:Offset', durationText(baseMs - offsetMs)),
    day,
    textElement('t:Time', new Date(timeMs).toISOString().slice(11, 19)),
  ]);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
