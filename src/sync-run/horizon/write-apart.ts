import type { ExchangeWriteOutcome } from '../../exchange/port.ts';
import { ConnectorError } from '../../model/index.ts';
import type { OccurrenceRef } from './occurrence-ref.ts';
import { parseOccurrenceKey } from './occurrence-ref.ts';

interface Writers<T> {
  single(items: readonly T[]): Promise<readonly ExchangeWriteOutcome[]>;
  occurrence(item: T, ref: OccurrenceRef): Promise<ExchangeWriteOutcome>;
}

/** Dispositions that say that nothing was done: the server asks for a pause, or answers nobody. */
const REFUSED: readonly ConnectorError['disposition'][] = ['reauth', 'backoff', 'halt'];

/**
 * Single appointments in one call, then the occurrences one by one. Outcomes stand in the order of the items.
 * What fails the call of one occurrence is thrown to nobody, for those before it are written: it is the outcome of that
 * one, and the others are not sent.
 */
export async function writeApart<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  writers: Writers<T>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const single = items.filter((item) => parseOccurrenceKey(idOf(item)) === null);
  const answers = single.length === 0 ? [] : [...(await writers.single(single))];
  const outcomes: ExchangeWriteOutcome[] = [];
  let stop: ConnectorError | null = null;
  for (const item of items) {
    const ref = parseOccurrenceKey(idOf(item));
    if (ref === null) outcomes.push(answers.shift() ?? unanswered());
    else if (stop !== null) outcomes.push({ kind: 'failed', error: stop });
    else
      try {
        outcomes.push(await writers.occurrence(item, ref));
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        stop = error;
        outcomes.push({ kind: REFUSED.includes(error.disposition) ? 'failed' : 'unknown', error });
      }
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
