import type { ExchangeWriteOutcome } from '../../exchange/port.ts';
import { ConnectorError } from '../../model/index.ts';
import type { OccurrenceRef } from './occurrence-ref.ts';
import { parseOccurrenceKey } from './occurrence-ref.ts';

interface Writers<T> {
  single(items: readonly T[]): Promise<readonly ExchangeWriteOutcome[]>;
  occurrence(item: T, ref: OccurrenceRef): Promise<ExchangeWriteOutcome>;
}

/** Single appointments in one call, then the occurrences one by one. Outcomes stand in the order of the items. */
export async function writeApart<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  writers: Writers<T>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const single = items.filter((item) => parseOccurrenceKey(idOf(item)) === null);
  const answers = single.length === 0 ? [] : [...(await writers.single(single))];
  const outcomes: ExchangeWriteOutcome[] = [];
  for (const item of items) {
    const ref = parseOccurrenceKey(idOf(item));
    outcomes.push(ref === null ? (answers.shift() ?? unanswered()) : await writers.occurrence(item, ref));
  }
  return outcomes;
}

export function unanswered(): ExchangeWriteOutcome {
  return {
    kind: 'unknown',
    error: new ConnectorError({
      code: 'response_incomplete',
      disposition: 'retry',
      message: 'Fewer outcomes than items.',
    }),
  };
}
