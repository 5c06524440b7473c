import type { ConflictResolution, ExchangeItemRef, ExchangeUpdate, ExchangeWriteOutcome } from '../../exchange/port.ts';
import { APPOINTMENT_FIELDS, ConnectorError, sameValue, valueOf } from '../../model/index.ts';
import { hasCategory } from '../../sync/index.ts';
import { occurrencesField, withChangedOccurrence } from './changed-occurrences.ts';
import type { Mailbox } from './mailbox.ts';
import { mailingOf } from './mailing-of.ts';
import type { OccurrenceRef } from './occurrence-ref.ts';
import { asSeries, occurrenceItem } from './series-item.ts';
import type { SeriesReader } from './series-reader.ts';
import { createSeriesReader, refOfSeries } from './series-reader.ts';
import { unanswered, writeApart } from './write-apart.ts';
import type { WriteTarget } from './write-target.ts';
import { writeTarget } from './write-target.ts';

/** What an occurrence gets is written to its series, as what that one has of its own. */
export function updateOccurrences(
  mailbox: Mailbox,
  items: readonly ExchangeUpdate[],
  resolution: ConflictResolution,
): Promise<readonly ExchangeWriteOutcome[]> {
  const reader = createSeriesReader(mailbox);
  return writeApart(items, ({ ref }) => ref.id, {
    single: (updates) => mailbox.side.update('appointments', updates, resolution),
    occurrence: async (update, ref) => {
      if (isMarkAlone(update)) return { kind: 'done', ref: update.ref };
      const target = await writeTarget(mailbox, reader, ref, update.ref, resolution === 'neverOverwrite');
      return 'kind' in target ? target : changeOccurrence(mailbox, reader, target, update, resolution);
    },
  });
}

/** An occurrence has no stamp: there is nothing to write. */
function isMarkAlone({ changes, categories }: ExchangeUpdate): boolean {
  return Object.keys(changes).length === 0 && categories === null;
}

async function changeOccurrence(
  mailbox: Mailbox,
  reader: SeriesReader,
  { ref, series, now }: WriteTarget,
  update: ExchangeUpdate,
  resolution: ConflictResolution,
): Promise<ExchangeWriteOutcome> {
  const { item } = series;
  const added = mailbox.managedCategories.filter(
    (category) => hasCategory(update.categories ?? [], category) && !hasCategory(item.categories, category),
  );
  const categories = [...item.categories, ...added];
  const changes = update.categories === null ? update.changes : { ...update.changes, categories: update.categories };
  const occurrences = occurrencesField(withChangedOccurrence(series, ref.day, changes, categories));
  const isAsItWas = sameValue(APPOINTMENT_FIELDS.occurrences, occurrences, valueOf(item.fields, 'occurrences'));
  // Another occurrence brought the category to the series.
  if (isAsItWas && added.length === 0) return { kind: 'done', ref: { id: now.id, changeKey: now.changeKey } };
  const [outcome = unanswered()] = await mailbox.side.update(
    'appointments',
    [
      {
        ref: refOfSeries(series),
        changes: isAsItWas ? {} : { occurrences },
        categories: added.length === 0 ? null : categories,
        stamp: null,
        ...mailingOf(update, ref.day),
      },
    ],
    resolution,
  );
  reader.written(ref.series);
  if (outcome.kind !== 'done') return outcome;
  return { kind: 'done', ref: { id: now.id, changeKey: await versionAfter(mailbox, reader, ref, outcome.ref) } };
}

/**
 * The version of the occurrence as we wrote it. Where the series has changed again since, or cannot be read, nobody can
 * tell it: then it is the version of the write, which no occurrence has.
 */
async function versionAfter(
  { zone }: Mailbox,
  reader: SeriesReader,
  { series: id, day }: OccurrenceRef,
  written: ExchangeItemRef,
): Promise<string> {
  const unknown = `written ${written.changeKey ?? ''}`;
  const read = await reader.read(id).catch((error: unknown) => {
    if (error instanceof ConnectorError) return null;
    throw error;
  });
  if (read?.kind !== 'found' || read.item.changeKey !== written.changeKey) return unknown;
  const series = asSeries(read.item, zone);
  return (series === null ? null : occurrenceItem(series, day)?.changeKey) ?? unknown;
}
