import type { ExchangeItemRef, ExchangeRead } from '../../exchange/port.ts';
import type { Mailbox } from './mailbox.ts';
import type { SeriesItem } from './series-item.ts';

/** Series as they were read last in one call of the port. */
export interface SeriesReader {
  read(id: string): Promise<ExchangeRead>;
  /** What was written to is read again. */
  written(id: string): void;
}

export function createSeriesReader({ side }: Mailbox): SeriesReader {
  const known = new Map<string, ExchangeRead>();
  return {
    async read(id) {
      const read = known.get(id) ?? (await side.read('appointments', [id]))[0] ?? { kind: 'missing' };
      known.set(id, read);
      return read;
    },
    written: (id) => void known.delete(id),
  };
}

export function refOfSeries({ item }: SeriesItem): ExchangeItemRef {
  return { id: item.id, changeKey: item.changeKey };
}
