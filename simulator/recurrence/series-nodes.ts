import type { ExchangeVersion } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';
import type { StoredItem } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import { readCivilDay } from '../time-zones/civil-day.ts';
import { clockOf, offsetText } from '../time-zones/zone.ts';
import { instantOfWall } from '../time-zones/zone-clock.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import type { OccurrenceTimes, Series } from './series.ts';
import { findDay, firstOccurrence, lastOccurrence, seriesOf, timesOn } from './series.ts';

const DAY_MS = 86_400_000;

/** The recurrence as it is shown: days carry the offset of the series' zone, and weeks begin somewhere since 2010 SP1. */
export function recurrenceNode(item: StoredItem, version: ExchangeVersion): XmlNode | undefined {
  const series = seriesOf(item);
  const stored = item.values['Recurrence'];
  if (series === undefined || stored === undefined || typeof stored === 'string' || !('name' in stored))
    return undefined;
  const [pattern, range] = stored.children ?? [];
  return element('t:Recurrence', {}, [
    pattern === undefined ? undefined : patternNode(pattern, version),
    range === undefined
      ? undefined
      : { ...range, children: (range.children ?? []).map((child) => dated(child, series)) },
  ]);
}

function patternNode(pattern: XmlNode, version: ExchangeVersion): XmlNode {
  if (pattern.name !== 't:WeeklyRecurrence') return pattern;
  const others = (pattern.children ?? []).filter(({ name }) => name !== 't:FirstDayOfWeek');
  if (rankOf(version) < rankOf('Exchange2010_SP1')) return { ...pattern, children: others };
  const first = pattern.children?.find(({ name }) => name === 't:FirstDayOfWeek');
  return { ...pattern, children: [...others, first ?? textElement('t:FirstDayOfWeek', 'Sunday')] };
}

function dated(child: XmlNode, { zoneId }: Series): XmlNode {
  const day = readCivilDay(child.text ?? '');
  if (day === undefined || !child.name.endsWith('Date')) return child;
  const clock = clockOf(zoneId);
  const offsetMs = clock.offsetMsAt(instantOfWall(clock, day * DAY_MS));
  return { ...child, text: `${(child.text ?? '').trim().slice(0, 10)}${offsetMs === 0 ? 'Z' : offsetText(offsetMs)}` };
}

export function boundaryNode(name: 'FirstOccurrence' | 'LastOccurrence', item: StoredItem, mailbox: Mailbox) {
  const series = seriesOf(item);
  if (series === undefined) return undefined;
  const times = name === 'FirstOccurrence' ? firstOccurrence(series) : lastOccurrence(series);
  return times === undefined ? undefined : occurrenceNode(`t:${name}`, series, times, mailbox);
}

export function modifiedOccurrencesNode(item: StoredItem, mailbox: Mailbox): XmlNode | undefined {
  const series = seriesOf(item);
  if (series === undefined) return undefined;
  const nodes = changedTimes(series, 'exception').map((times) =>
    occurrenceNode('t:Occurrence', series, times, mailbox),
  );
  return nodes.length === 0 ? undefined : element('t:ModifiedOccurrences', {}, nodes);
}

export function deletedOccurrencesNode(item: StoredItem): XmlNode | undefined {
  const series = seriesOf(item);
  if (series === undefined) return undefined;
  const nodes = changedTimes(series, 'deleted').map(({ originalStart }) =>
    element('t:DeletedOccurrence', {}, [textElement('t:Start', originalStart)]),
  );
  return nodes.length === 0 ? undefined : element('t:DeletedOccurrences', {}, nodes);
}

function changedTimes(series: Series, kind: 'exception' | 'deleted'): readonly OccurrenceTimes[] {
  return Object.entries(series.master.occurrences ?? {})
    .filter(([, occurrence]) => occurrence.kind === kind)
    .flatMap(([iso]) => findDay(series, iso) ?? [])
    .sort((a, b) => a - b)
    .map((day) => timesOn(series, day));
}

function occurrenceNode(name: string, { master }: Series, times: OccurrenceTimes, mailbox: Mailbox): XmlNode {
  const id = mailbox.itemId({ ...master, occurrenceDay: times.day });
  return element(name, {}, [
    element('t:ItemId', { Id: id, ChangeKey: mailbox.changeKey(master) }),
    textElement('t:Start', times.start),
    textElement('t:End', times.end),
    textElement('t:OriginalStart', times.originalStart),
  ]);
}
