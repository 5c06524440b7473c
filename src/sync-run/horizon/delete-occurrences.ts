import type { ExchangeDelete, ExchangeDeleteMode, ExchangeUpdate, ExchangeWriteOutcome } from '../../exchange/port.ts';
import type { Occurrences } from '../../model/index.ts';
import { occurrencesField, withDeletedOccurrence } from './changed-occurrences.ts';
import type { Mailbox } from './mailbox.ts';
import { mailingOf } from './mailing-of.ts';
import type { SeriesItem } from './series-item.ts';
import { asSeries, firstDayOf } from './series-item.ts';
import { createSeriesReader, refOfSeries } from './series-reader.ts';
import { unanswered, writeApart } from './write-apart.ts';
import { writeTarget } from './write-target.ts';

/** An occurrence goes by an update of its series. The last one takes the series with it: Exchange has none without any. */
export function deleteOccurrences(
  mailbox: Mailbox,
  items: readonly ExchangeDelete[],
  mode: ExchangeDeleteMode,
): Promise<readonly ExchangeWriteOutcome[]> {
  const reader = createSeriesReader(mailbox);
  return writeApart(items, ({ id }) => id, {
    single: (refs) => mailbox.side.delete('appointments', refs, mode),
    occurrence: async (item, ref) => {
      const target = await writeTarget(mailbox, reader, ref, item, true);
      if ('kind' in target) return target;
      const { series, now } = target;
      const occurrences = withDeletedOccurrence(series, ref.day);
      const [outcome = unanswered()] = isEmptied(mailbox, series, occurrences)
        ? await mailbox.side.delete('appointments', [{ ...refOfSeries(series), ...mailOf(item) }], mode)
        : await updateSeries(mailbox, series, occurrences, mailingOf(item, ref.day));
      reader.written(ref.series);
      return outcome.kind === 'done' ? { kind: 'done', ref: { id: now.id, changeKey: now.changeKey } } : outcome;
    },
  });
}

function updateSeries(
  { side }: Mailbox,
  series: SeriesItem,
  occurrences: Occurrences,
  mailing: Pick<ExchangeUpdate, 'notifiesOfDays'>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const changes = { occurrences: occurrencesField(occurrences) };
  const update = { ref: refOfSeries(series), changes, categories: null, stamp: null, ...mailing };
  return side.update('appointments', [update], 'neverOverwrite');
}

function mailOf({ notifies }: ExchangeDelete): Pick<ExchangeDelete, 'notifies'> {
  return notifies === undefined ? {} : { notifies };
}

function isEmptied({ zone }: Mailbox, { item }: SeriesItem, occurrences: Occurrences): boolean {
  const fields = { ...item.fields, occurrences: occurrencesField(occurrences) };
  const emptied = asSeries({ ...item, fields }, zone);
  return emptied !== null && firstDayOf(emptied, zone) === null;
}
