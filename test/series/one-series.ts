import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { acceptFields } from '../../src/crm/builtin/accept-fields.ts';
import type { AppointmentTime, Fields, FieldValue, Instant, Occurrences, Series } from '../../src/model/index.ts';
import { expand, extentOf, limitOfExchange, parseTimeZoneId, seriesOf, valueOf } from '../../src/model/index.ts';
import { arbitrarySeries } from '../../src/model/recurrence/testing/arbitrary-series.ts';
import { fieldsOfSeries } from '../support/ews/series-changes.ts';
import type { SeriesPlace } from '../support/ews/series-place.ts';
import { created, itemOf } from '../support/ews/series-place.ts';

const HOME = parseTimeZoneId('Europe/Rome');
const FIRST = 40;
const LAST = 10;
/** What is looked at of a series that never ends. */
const YEARS = 10;
/** One case in so many is compared whole. */
const WHOLE_EVERY = 100;
const DAY_MS = 86_400_000;

/** What came of one case; `null` when Exchange cannot hold the series that the seed makes. */
export type Verdict = { readonly compared: number; readonly difference: string | null } | null;

/**
 * CRM → Exchange → CRM: the series of this seed as the CRM keeps it, as a server with an expansion of its own shows it,
 * and as the CRM keeps what comes back. All three have to take place at the same times.
 */
export async function roundTrip({ side, mailbox }: SeriesPlace, seed: number): Promise<Verdict> {
  const [drawn] = fc.sample(arbitrarySeries, { seed, numRuns: 1 });
  if (drawn === undefined || limitOfExchange(drawn) !== null) return null;
  const sent = asCrmKeeps({ subject: 'Riunione', ...fieldsOfSeries(drawn) });
  const id = await created(side, sent);
  try {
    const found = (await itemOf(side, id)).fields;
    const back = asCrmKeeps({
      subject: valueOf(found, 'subject'),
      time: valueOf(found, 'time'),
      occurrences: valueOf(found, 'occurrences'),
    });
    const before = seriesIn(sent);
    const after = seriesIn(back);
    let compared = 0;
    for (const period of periods(before, seed)) {
      const [ours, theirs] = [timesIn(before, period), timesIn(after, period)];
      const { from, until } = period;
      const shown = mailbox
        .occurrences(id, from, until)
        .map(({ fields }) => `${String(fields['Start'])} ${String(fields['End'])}`);
      compared += ours.length;
      const difference = firstDifference(ours, theirs) ?? firstDifference(ours.toSorted(), shown.toSorted());
      if (difference !== null)
        return {
          compared,
          difference: `${from} to ${until}: ${difference}\n${JSON.stringify(sent)}\n${JSON.stringify(back)}`,
        };
    }
    return { compared, difference: null };
  } finally {
    await side.delete('appointments', [{ id, changeKey: null }], 'permanent');
  }
}

interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
}

/** The first occurrences, the last ones, and all around the nights in which the series' clocks change. */
function periods(series: Series, seed: number): readonly Stretch[] {
  const extent = extentOf(series, HOME);
  if (extent === null) return [];
  const start = Date.parse(extent.first.start);
  const end = Math.min(start + YEARS * 365 * DAY_MS, extent.last === null ? Infinity : Date.parse(extent.last.end));
  if (seed % WHOLE_EVERY === 0) return [stretch(start - DAY_MS, end + DAY_MS)];
  return [
    stretch(start - DAY_MS, fortieth(series, start)),
    lastTen(series, start, end + DAY_MS),
    ...changesOfClocks(series, start, end).map((moment) => stretch(moment - 2 * DAY_MS, moment + 2 * DAY_MS)),
  ];
}

function fortieth(series: Series, start: number): number {
  let count = 0;
  let end = start;
  for (const occurrence of expand(series, { from: null, until: null, zone: HOME })) {
    end = Math.max(end, Date.parse(occurrence.end));
    if (++count === FIRST) break;
  }
  return end;
}

/** A stretch that is made longer until there are as many in it. */
function lastTen(series: Series, start: number, end: number): Stretch {
  for (let days = 30; ; days *= 2) {
    const found = stretch(Math.max(start, end - days * DAY_MS), end);
    if (found.from === instant(start) || timesIn(series, found).length >= LAST) return found;
  }
}

function changesOfClocks({ time }: Series, start: number, end: number): readonly number[] {
  if (time.kind === 'allDay') return [];
  const changes: number[] = [];
  let next = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(time.zone).getTimeZoneTransition('next');
  while (next !== null && next.epochMilliseconds < end) {
    changes.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition('next');
  }
  return changes;
}

function timesIn(series: Series, { from, until }: Stretch): readonly string[] {
  return [...expand(series, { from, until, zone: HOME })].map(({ start, end }) => `${start} ${end}`);
}

function firstDifference(left: readonly string[], right: readonly string[]): string | null {
  const index = left.findIndex((time, place) => time !== right[place]);
  if (index < 0 && left.length === right.length) return null;
  const place = index < 0 ? left.length : index;
  return `occurrence ${place + 1} is ${left[place] ?? 'none'} and ${right[place] ?? 'none'}`;
}

function asCrmKeeps(fields: Fields): Fields {
  const accepted = acceptFields('appointments', fields);
  if (accepted.kind === 'refused') throw accepted.error;
  return accepted.fields;
}

function seriesIn(fields: Fields): Series {
  const series = seriesOf(
    valueOf(fields, 'time') as AppointmentTime & FieldValue,
    valueOf(fields, 'occurrences') as (Occurrences & FieldValue) | null,
    HOME,
  );
  if (series === null) throw new Error('the series came back as a single appointment');
  return series;
}

function stretch(from: number, until: number): Stretch {
  return { from: instant(from), until: instant(until) };
}

function instant(ms: number): Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'second' }) as Instant;
}
