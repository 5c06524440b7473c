import type { EwsOptions } from '../../exchange/ews/index.ts';
import type { WatchMailbox } from '../../exchange/mailbox-watch.ts';
import type { ExchangeSide, ExchangeWriteOutcome } from '../../exchange/port.ts';
import { ConnectorError } from '../../model/index.ts';
import type { AddressBook } from './address-book.ts';

type Connect = (options: EwsOptions) => ExchangeSide;

/**
 * A side whose address is looked for when it is needed, and again when the server is not where it was. A call that reads
 * is repeated once where the mailbox turns out to be elsewhere; one that writes is left to the next run, which looks at
 * what became of it.
 */
export function discoveredSide(options: EwsOptions, book: AddressBook, connect: Connect): ExchangeSide {
  /** By their address. A mailbox that moves to and fro opens no third, and a call may be under way on one that it left. */
  const sides = new Map<string, ExchangeSide>();
  let isClosed = false;

  const open = async (): Promise<{ readonly url: string; readonly side: ExchangeSide }> => {
    const url = await book.urlFor(options);
    const known = sides.get(url);
    if (known !== undefined) return { url, side: known };
    const side = connect({ ...options, url });
    // Closed while the address was looked for: what the caller gets is closed as well.
    if (isClosed) await side.close();
    else sides.set(url, side);
    return { url, side };
  };

  const read = async <T>(call: (side: ExchangeSide) => Promise<T>): Promise<T> => {
    const first = await open();
    try {
      return await call(first.side);
    } catch (error) {
      if (!(error instanceof ConnectorError) || !book.doubt(options, error)) throw error;
      const second = await open().catch((searchError: unknown) => {
        // It says more than the failure that led to it where a person has to act.
        if (searchError instanceof ConnectorError && searchError.disposition === 'reauth') throw searchError;
        return first;
      });
      if (second.url === first.url) throw error;
      return call(second.side);
    }
  };

  const write = async <T extends readonly ExchangeWriteOutcome[]>(
    call: (side: ExchangeSide) => Promise<T>,
  ): Promise<T> => {
    const { side } = await open();
    try {
      const outcomes = await call(side);
      for (const outcome of outcomes) if ('error' in outcome) book.doubt(options, outcome.error);
      return outcomes;
    } catch (error) {
      if (error instanceof ConnectorError) book.doubt(options, error);
      throw error;
    }
  };

  return {
    identify: () => read((side) => side.identify()),
    listChanges: (itemType, cursor) => read((side) => side.listChanges(itemType, cursor)),
    read: (itemType, ids) => read((side) => side.read(itemType, ids)),
    create: (itemType, items) => write((side) => side.create(itemType, items)),
    update: (itemType, items, resolution) => write((side) => side.update(itemType, items, resolution)),
    delete: (itemType, items, mode) => write((side) => side.delete(itemType, items, mode)),
    locate: (itemType, wanted) => read((side) => side.locate(itemType, wanted)),
    browse: (itemType, page) => read((side) => side.browse(itemType, page)),
    translateId: (id) => read(async ({ translateId }) => translateId?.(id) ?? null),
    watch: (itemTypes, events, signal) => read((side) => watchOf(side)(itemTypes, events, signal)),
    close: async () => {
      isClosed = true;
      const all = [...sides.values()];
      sides.clear();
      await Promise.all(all.map((side) => side.close()));
    },
  };
}

function watchOf({ watch }: ExchangeSide): WatchMailbox {
  if (watch === undefined) throw new TypeError('a side that was found has no watch');
  return watch;
}
