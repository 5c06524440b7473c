import type { Fields, FieldValue, Series } from '../../src/model/index.ts';
import { hasOccurrence } from '../../src/model/index.ts';
import type { RunReport } from '../../src/sync-run/index.ts';
import { fieldsOfSeries, occurrencesAsWritten } from '../support/ews/series-changes.ts';
import type { SeriesPlace } from '../support/ews/series-place.ts';
import type { Case } from './case.ts';
import { asCrmKeeps, caseOf, seriesIn } from './case.ts';
import { compareSeries } from './compare-series.ts';
import { changeInOutlook, madeInOutlook } from './in-outlook.ts';
import type { Period } from './periods.ts';
import { firstPeriod, periodsOf } from './periods.ts';
import type { SeriesWorld } from './series-world.ts';
import { openSeriesWorld } from './series-world.ts';

const REGULAR: Fields = { location: 'Sala 1', body: 'Ordine del giorno', reminderMinutes: 15 };

export interface Verdict {
  /** Occurrences that were compared. */
  readonly compared: number;
  /** Series that Exchange does not take; each was told. */
  readonly refused: number;
  readonly failures: readonly { readonly seed: number; readonly difference: string }[];
}

/** A series on its way, and what it should be by now. */
interface Traveller {
  readonly of: Case;
  readonly subject: string;
  wanted: Fields;
}

/**
 * Series of these seeds, half of them made in the CRM and half in Outlook, are synchronised; then some are changed on both
 * sides, and synchronised again. After each time both sides show the same occurrences, and so does what a client reads:
 * times, readings of the clock, whole days, texts, reminders. Then nothing is left to write.
 * @throws Error where it cannot be told whose failure it is
 */
export async function journey(place: SeriesPlace, seeds: readonly number[]): Promise<Verdict> {
  const world = await openSeriesWorld(place);
  const failures = new Map<number, string>();
  const cases = seeds.map(caseOf);
  const refused = cases.flatMap((each) => each.refused.map((series) => refusedIn(world, each.seed, series)));
  const travellers = cases.map((each) => departure(world, each));
  let compared = 0;
  const compare = (
    some: readonly Traveller[],
    read: ReadonlyMap<string, Fields> | null,
    periodsIn: PeriodsIn,
  ): void => {
    const lies = whereTheyLie(world);
    for (const { of, subject, wanted } of some) {
      const { record, id } = lies(subject);
      const asRead = read?.get(subject) ?? null;
      const each = { wanted, inCrm: record.fields, inOutlook: id, read: asRead };
      const found = compareSeries(place.mailbox, each, periodsIn(seriesIn(wanted), of.seed));
      compared += found.compared;
      const difference = read !== null && asRead === null ? `${subject} cannot be read` : found.difference;
      if (difference !== null) failures.set(of.seed, difference);
    }
  };
  try {
    const report = await world.run();
    const ended = await world.leftOutAsEnded();
    for (const { seed, difference } of untold(refused, report, ended)) failures.set(seed, difference);
    compare(travellers, await readBack(place), periodsOf);
    const edited = travellers.filter(({ of }) => of.edited !== null && !failures.has(of.seed));
    editOnBothSides(world, edited);
    await world.run();
    compare(edited, null, (series) => [firstPeriod(series)]);
    const written = writesIn(await world.run());
    if (written.length > 0 && failures.size === 0)
      throw new Error(`a run with nothing to do has ${written.join(', ')}`);
    return {
      compared,
      refused: refused.length,
      failures: [...failures].map(([seed, difference]) => ({ seed, difference })),
    };
  } finally {
    for (const { id } of place.mailbox.items('calendar')) place.mailbox.delete(id, 'HardDelete');
    place.simulator.requests.clear();
  }
}

type PeriodsIn = (series: Series, seed: number) => readonly Period[];

function refusedIn({ crm }: SeriesWorld, seed: number, series: Series): Refused {
  const { id } = crm.put(asCrmKeeps({ subject: `Rifiutata ${seed}`, ...fieldsOfSeries(series) }));
  return { seed, id, isEnded: !hasOccurrence(series) };
}

function departure({ crm, mailbox }: SeriesWorld, each: Case): Traveller {
  const { seed, series, bornIn, dayZone } = each;
  const subject = `Riunione ${seed}`;
  const wanted = asCrmKeeps({ ...REGULAR, subject, ...fieldsOfSeries(series) });
  if (bornIn === 'crm') crm.put(wanted);
  else madeInOutlook(mailbox, { subject, series, dayZone });
  return { of: each, subject, wanted };
}

/** Each side changes an occurrence; the one that did not make the series, something else of it. */
function editOnBothSides(world: SeriesWorld, travellers: readonly Traveller[]): void {
  const { crm, mailbox } = world;
  const lies = whereTheyLie(world);
  for (const traveller of travellers) {
    const { series, edited, bornIn } = traveller.of;
    if (edited === null) continue;
    const { record, id } = lies(traveller.subject);
    const location = 'Sala nuova';
    changeInOutlook(mailbox, id, series, edited.outlook);
    if (bornIn === 'crm') mailbox.change(id, { Location: location });
    const occurrences = occurrencesIn(edited.crm);
    crm.edit(record.id, bornIn === 'outlook' ? { occurrences, location } : { occurrences });
    traveller.wanted = asCrmKeeps({ ...traveller.wanted, location, occurrences: occurrencesIn(edited.both) });
  }
}

function occurrencesIn(series: Series): FieldValue {
  return occurrencesAsWritten(series) as FieldValue;
}

/** What a client reads that never saw them, by subject. */
async function readBack({ side, mailbox }: SeriesPlace): Promise<ReadonlyMap<string, Fields>> {
  const ids = mailbox.items('calendar').map(({ id }) => id);
  const read = await side.read('appointments', ids);
  const found = read.flatMap((each) => (each.kind === 'found' ? [each.item] : []));
  return new Map(found.map(({ fields }) => [String(fields['subject']), asCrmKeeps(fields)]));
}

/** Where the series of a subject lies now. It throws where there is not one of it on each side. */
function whereTheyLie({ crm, mailbox }: SeriesWorld) {
  const allRecords = [...crm.records.values()];
  const allItems = mailbox.items('calendar');
  return (subject: string) => {
    const records = allRecords.filter(({ fields }) => fields['subject'] === subject);
    const items = allItems.filter(({ label }) => label === subject);
    const [[record], [item]] = [records, items];
    if (record === undefined || item === undefined || records.length + items.length > 2)
      throw new Error(`${records.length} records and ${items.length} items of ${subject}`);
    return { record, id: item.id };
  };
}

interface Refused {
  readonly seed: number;
  readonly id: string;
  /** Every occurrence is deleted: nothing is sent, and "left out" tells of it instead of an error. */
  readonly isEnded: boolean;
}

/** The refused ones of which nobody was told, and those told that are none. */
function untold(
  refused: readonly Refused[],
  { itemErrors }: RunReport,
  ended: ReadonlySet<string>,
): readonly { readonly seed: number; readonly difference: string }[] {
  const told = new Map(itemErrors.map((error) => [error.itemId, error]));
  const silent = refused.filter(({ id, isEnded }) => (isEnded ? !ended.has(id) : !told.delete(id)));
  return [
    ...silent.map(({ seed, id }) => ({ seed, difference: `${id} is too much for Exchange, and nobody was told` })),
    ...[...told.values()].map((error) => ({
      seed: 0,
      difference: `an error that nobody expected: ${JSON.stringify(error)}`,
    })),
  ];
}

function writesIn({ counts }: RunReport): readonly string[] {
  return Object.entries(counts)
    .filter(([name, count]) => /^(created|updated|deleted)/.test(name) && count > 0)
    .map(([name, count]) => `${name}: ${count}`);
}
