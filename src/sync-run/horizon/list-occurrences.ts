import type { ExchangeChangePage, ExchangeItemRef, ExchangeRead } from '../../exchange/port.ts';
import type { CalendarDate } from '../../model/index.ts';
import { daysIn } from './horizon.ts';
import { placeFrom, textOfPlace } from './list-place.ts';
import type { Mailbox } from './mailbox.ts';
import { occurrenceKey } from './occurrence-ref.ts';
import { asSeries, daysWithin, occurrenceItem } from './series-item.ts';

/** Items in memory at one time. */
const READ_AT_ONCE = 100;
/** Ids in one question to the memory. */
const ASKED_AT_ONCE = 5_000;

/**
 * The mailbox's changes, with a series that changed as its occurrences within the horizon and as those that the memory
 * has of it, whether it still gives them or not. Each changed item is read, since nothing else tells whether it is a series.
 * @throws ConnectorError with disposition `resync` when the horizon has moved since
 */
export async function listOccurrences(mailbox: Mailbox, cursor: string | null): Promise<ExchangeChangePage> {
  const place = cursor === null ? null : placeFrom(cursor, mailbox.horizon);
  const page = await mailbox.side.listChanges('appointments', place?.position ?? null);
  // Who lists from the beginning looks at everything that is remembered anyway.
  const isListing = place?.isListing ?? true;
  const remembered = isListing ? async () => [] : (ids: readonly string[]) => knownAmong(mailbox, ids);

  const upserts: ExchangeItemRef[] = [];
  const again: string[] = [];
  const unreadBefore = new Set(place?.again);
  for await (const { ref, read } of readEach(mailbox, changedItems(page, unreadBefore))) {
    if (read.kind === 'failed') {
      again.push(ref.id);
      // Told once more, its quarantine would begin anew.
      if (unreadBefore.has(ref.id)) continue;
    }
    upserts.push(...(await seenAs(mailbox, ref, read, remembered)));
  }
  const deletes = await Promise.all(
    page.deletes.map(async (id) => [id, ...(await remembered(idsOf(id, daysIn(mailbox.horizon))))]),
  );
  return {
    upserts,
    deletes: deletes.flat(),
    cursor: textOfPlace({
      position: page.cursor,
      horizon: mailbox.horizon,
      isListing: isListing && page.more,
      again,
    }),
    more: page.more,
  };
}

function changedItems(page: ExchangeChangePage, unreadBefore: ReadonlySet<string>): readonly ExchangeItemRef[] {
  const named = new Set([...page.upserts.map(({ id }) => id), ...page.deletes]);
  const others = [...unreadBefore].filter((id) => !named.has(id));
  return [...page.upserts, ...others.map((id) => ({ id, changeKey: null }))];
}

async function* readEach(
  { side }: Mailbox,
  refs: readonly ExchangeItemRef[],
): AsyncGenerator<{ readonly ref: ExchangeItemRef; readonly read: ExchangeRead }> {
  for (let from = 0; from < refs.length; from += READ_AT_ONCE) {
    const part = refs.slice(from, from + READ_AT_ONCE);
    const reads = await side.read(
      'appointments',
      part.map(({ id }) => id),
    );
    for (const [index, ref] of part.entries()) {
      const read = reads[index];
      if (read !== undefined) yield { ref, read };
    }
  }
}

async function seenAs(
  { horizon, zone }: Mailbox,
  ref: ExchangeItemRef,
  read: ExchangeRead,
  remembered: (ids: readonly string[]) => Promise<readonly string[]>,
): Promise<readonly ExchangeItemRef[]> {
  const series = read.kind === 'found' ? asSeries(read.item, zone) : null;
  if (series === null) return [ref, ...unversioned(await remembered(idsOf(ref.id, daysIn(horizon))))];
  const rows = daysWithin(series, horizon, zone).flatMap((day) => occurrenceItem(series, day) ?? []);
  const listed = new Set(rows.map(({ id }) => id));
  const changed = Object.keys(series.changes) as CalendarDate[];
  // A single appointment that became a series is remembered under the id that the series has now.
  const known = await remembered([ref.id, ...idsOf(ref.id, [...daysIn(horizon), ...changed])]);
  return [
    ...rows.map(({ id, changeKey }) => ({ id, changeKey })),
    ...unversioned(known.filter((id) => !listed.has(id))),
  ];
}

function unversioned(ids: readonly string[]): readonly ExchangeItemRef[] {
  return ids.map((id) => ({ id, changeKey: null }));
}

function idsOf(seriesId: string, days: readonly CalendarDate[]): readonly string[] {
  return [...new Set(days)].map((day) => occurrenceKey(seriesId, day));
}

async function knownAmong({ known }: Mailbox, ids: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (let from = 0; from < ids.length; from += ASKED_AT_ONCE)
    found.push(...(await known(ids.slice(from, from + ASKED_AT_ONCE))));
  return found;
}
