import { autodiscoverAddress } from '../../exchange/autodiscover/index.ts';
import type { EwsOptions } from '../../exchange/ews/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { ConnectorParts } from '../parts.ts';
import type { AddressBook } from './address-book.ts';
import { createAddressBook } from './address-book.ts';
import { discoveredSide } from './discovered-side.ts';

type Ways = Pick<ConnectorParts, 'connectExchange' | 'lookUpMailbox' | 'assertOwnMailbox'>;

/**
 * The ways to Exchange, for addresses of either kind: nobody behind this has to know that a profile may name a mail
 * domain in place of a server. The connection test looks by itself, so that it shows the search.
 */
export function withAddresses(parts: Ways & Pick<ConnectorParts, 'discoverExchange'>): Ways {
  const book = createAddressBook(parts.discoverExchange);
  return {
    connectExchange: (options) =>
      autodiscoverAddress(options.url) === null
        ? parts.connectExchange(options)
        : discoveredSide(options, book, parts.connectExchange),
    lookUpMailbox: (options, typed) => asked(book, options, (found) => parts.lookUpMailbox(found, typed)),
    assertOwnMailbox: (options) => asked(book, options, parts.assertOwnMailbox),
  };
}

async function asked<T>(
  book: AddressBook,
  options: EwsOptions,
  question: (options: EwsOptions) => Promise<T>,
): Promise<T> {
  const url = await book.urlFor(options);
  try {
    return await question({ ...options, url });
  } catch (error) {
    if (error instanceof ConnectorError) book.doubt(options, error);
    throw error;
  }
}
