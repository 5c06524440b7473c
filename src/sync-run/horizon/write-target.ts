import type { ExchangeItem, ExchangeItemRef, ExchangeWriteOutcome } from '../../exchange/port.ts';
import { ConnectorError } from '../../model/index.ts';
import type { Mailbox } from './mailbox.ts';
import type { OccurrenceRef } from './occurrence-ref.ts';
import type { SeriesItem } from './series-item.ts';
import { asSeries, occurrenceItem } from './series-item.ts';
import type { SeriesReader } from './series-reader.ts';

/** The occurrence that a write is meant for. */
export interface WriteTarget {
  readonly ref: OccurrenceRef;
  readonly series: SeriesItem;
  /** As it is before the write. */
  readonly now: ExchangeItem;
}

/**
 * @param isConditional whether an occurrence that is not as it was read is left alone
 * @returns what comes of the write where there is nothing to write to
 */
export async function writeTarget(
  { zone }: Mailbox,
  reader: SeriesReader,
  ref: OccurrenceRef,
  expected: ExchangeItemRef,
  isConditional: boolean,
): Promise<WriteTarget | ExchangeWriteOutcome> {
  const read = await reader.read(ref.series);
  if (read.kind === 'failed') return { kind: 'failed', error: read.error };
  const series = read.kind === 'found' ? asSeries(read.item, zone) : null;
  const now = series === null ? null : occurrenceItem(series, ref.day);
  if (series === null || now === null) return { kind: 'missing' };
  if (isConditional && now.changeKey !== expected.changeKey) return { kind: 'conflict', error: changedMeanwhile() };
  return { ref, series, now };
}

function changedMeanwhile(): ConnectorError {
  return new ConnectorError({
    code: 'occurrence_changed',
    disposition: 'conflict',
    message: 'The occurrence is not as it was read',
  });
}
