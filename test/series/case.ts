import * as fc from 'fast-check';
import { acceptFields } from '../../src/crm/builtin/accept-fields.ts';
import type { AppointmentTime, Fields, FieldValue, Occurrences, Series } from '../../src/model/index.ts';
import { limitOfExchange, parseTimeZoneId, seriesOf, valueOf } from '../../src/model/index.ts';
import { arbitrarySeries, ZONES } from '../../src/model/recurrence/testing/arbitrary-series.ts';
import { arbitraryEdit, changedOccurrences, fieldsOfSeries } from '../support/ews/series-changes.ts';
import { PROCESS_ZONES } from './process-zones.ts';

/** Where days begin for the owner of the mailbox. */
export const HOME = parseTimeZoneId('Europe/Rome');
/** One series in ten is refused; so many in a row have never been. */
const DRAWS = 20;

/** Of each birthplace and zone one in so many is changed afterwards, which costs as much as all else. */
const EDITED_EVERY = 5;

const arbitraryEdits = fc.record({ crm: arbitraryEdit, outlook: arbitraryEdit });

type DrawnEdits = typeof arbitraryEdits extends fc.Arbitrary<infer T> ? T : never;

/** What one seed stands for. */
export interface Case {
  readonly seed: number;
  /** One that Exchange takes. */
  readonly series: Series;
  /** What was drawn before it, which Exchange takes none of. */
  readonly refused: readonly Series[];
  readonly bornIn: 'crm' | 'outlook';
  /** Where a calendar that keeps whole days as midnights has its midnights. */
  readonly dayZone: string;
  /** What the sides do afterwards; `null` for a series that stays as it is. */
  readonly edited: Edited | null;
}

/** A series after each side changed an occurrence of it, not the same one, and after both did. */
export interface Edited {
  readonly crm: Series;
  readonly outlook: Series;
  readonly both: Series;
}

export function caseOf(seed: number): Case {
  const refused: Series[] = [];
  for (const drawn of drawnSeries(seed)) {
    const series = keptSeries(fieldsOfSeries(drawn));
    if (limitOfExchange(series) !== null) {
      refused.push(series);
      continue;
    }
    const round = Math.floor(seed / PROCESS_ZONES.length);
    return {
      seed,
      series,
      refused,
      bornIn: round % 2 === 0 ? 'crm' : 'outlook',
      dayZone: ZONES[round % ZONES.length] ?? HOME,
      edited: Math.floor(round / 2) % EDITED_EVERY === 0 ? editedBy(series, drawnEdits(seed)) : null,
    };
  }
  throw new Error(`Exchange takes none of the first ${DRAWS} series of seed ${seed}`);
}

/** Drawing more than one costs more than all else that is done with it. */
function* drawnSeries(seed: number): Generator<Series> {
  yield* fc.sample(arbitrarySeries, { seed, numRuns: 1 });
  yield* fc.sample(arbitrarySeries, { seed, numRuns: DRAWS }).slice(1);
}

function drawnEdits(seed: number): DrawnEdits {
  const [drawn] = fc.sample(arbitraryEdits, { seed, numRuns: 1 });
  if (drawn === undefined) throw new Error('nothing was drawn');
  return drawn;
}

/** Without changes where one of them cannot be done, or both together cannot. */
function editedBy(series: Series, { crm, outlook }: DrawnEdits): Edited {
  const what = outlook.what === 'restore' ? 'rename' : outlook.what;
  const nth = outlook.nth === crm.nth ? crm.nth + 1 : outlook.nth;
  const inCrm = changedOccurrences(series, [crm]);
  const inOutlook = changedOccurrences(series, [{ ...outlook, what, nth }]);
  const edited = { crm: inCrm, outlook: inOutlook, both: changedOccurrences(inOutlook, [crm]) };
  const isTaken = Object.values(edited).every((after) => limitOfExchange(after) === null);
  // Nobody can bring a single deleted occurrence back in Outlook.
  const isPossible = inOutlook.deleted.length >= series.deleted.length;
  return isTaken && isPossible ? edited : { crm: series, outlook: series, both: series };
}

/** An appointment's fields as the built-in CRM keeps them. @throws ConnectorError when it refuses them */
export function asCrmKeeps(fields: Fields): Fields {
  const accepted = acceptFields('appointments', fields, 'synchronised');
  if (accepted.kind === 'refused') throw accepted.error;
  return accepted.fields;
}

/** @throws Error when they are those of an appointment that takes place once */
export function seriesIn(fields: Fields): Series {
  const series = seriesOf(
    valueOf(fields, 'time') as AppointmentTime & FieldValue,
    valueOf(fields, 'occurrences') as (Occurrences & FieldValue) | null,
    HOME,
  );
  if (series === null) throw new Error('the series is a single appointment');
  return series;
}

function keptSeries(fields: Fields): Series {
  return seriesIn(asCrmKeeps(fields));
}
