import { ConnectorError } from '../../../model/index.ts';
import type { WatchMailbox } from '../../mailbox-watch.ts';
import { ITEM_KINDS } from '../mapping/item-kind.ts';
import type { EwsOptions } from '../options.ts';
import { createSoapChannel } from '../soap/index.ts';
import { distinguished } from '../wire/folder-ref.ts';
import { createEchoFilter } from './echo-filter.ts';
import type { OwnWrites } from './own-writes.ts';
import { watchMailbox } from './watch-mailbox.ts';

/**
 * @param writes of the same mailbox, which are no news
 * @param closing ends every watch
 * @returns watches on a channel of its own, with one connection: a stream would occupy one of those that runs need
 */
export function mailboxWatcher(options: EwsOptions, writes: OwnWrites, closing: AbortSignal): WatchMailbox {
  return async (itemTypes, events, signal) => {
    if (options.access === 'delegateFolders') throw notForDelegates();
    const channel = createSoapChannel({ ...options, maxConnections: 1 });
    const folders = itemTypes.map((itemType) => distinguished(ITEM_KINDS[itemType].folder, null));
    const echoes = createEchoFilter(writes, events.onHint);
    try {
      await watchMailbox(channel, folders, events, echoes.told, AbortSignal.any([signal, closing]));
    } finally {
      echoes.close();
      await channel.close();
    }
  };
}

/** What Exchange would answer. */
function notForDelegates(): ConnectorError {
  return new ConnectorError({
    code: 'ErrorSubscriptionDelegateAccessNotSupported',
    disposition: 'halt',
    message: 'Exchange tells nobody of changes in folders that are shared with him.',
  });
}
