import type { StoredItem, StoredOccurrence, StoredOccurrences } from '../state/item.ts';
import { isoDayOf } from '../time-zones/civil-day.ts';
import { instantOf, wallMsOf } from '../time-zones/zone.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { childOf } from '../xml/read.ts';

const DAY_MS = 86_400_000;

/** What `DeletedOccurrences` and `ModifiedOccurrences` of an item's own XML tell about its series. */
export function toldOccurrences(item: ReceivedElement, values: StoredItem['values']): StoredOccurrences | undefined {
  const zoneId = typeof values['StartTimeZone'] === 'string' ? values['StartTimeZone'] : 'UTC';
  const instantIn = (source: ReceivedElement, name: string) => instantOf(childOf(source, name)?.text ?? '', zoneId);
  const dayOf = (instant: string) => isoDayOf(Math.floor(wallMsOf(instant, zoneId) / DAY_MS));
  const deleted = (childOf(item, 't:DeletedOccurrences')?.children ?? []).map(
    (each): readonly [string, StoredOccurrence] => [dayOf(instantIn(each, 't:Start')), { kind: 'deleted' }],
  );
  const modified = (childOf(item, 't:ModifiedOccurrences')?.children ?? []).map(
    (each): readonly [string, StoredOccurrence] => {
      const times = { Start: instantIn(each, 't:Start'), End: instantIn(each, 't:End') };
      return [dayOf(instantIn(each, 't:OriginalStart')), { kind: 'exception', values: times, removed: [] }];
    },
  );
  const all = [...deleted, ...modified];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}
