import type { Disposition, TimeZoneId } from '../../model/index.ts';
import type { ExchangeSide, ExchangeWriteOutcome } from '../port.ts';
import { ERROR_CATALOGUE as CHANNEL_ERRORS } from './errors/index.ts';
import { createEwsSide } from './ews-side.ts';
import { mailboxWatcher } from './notifications/mailbox-watcher.ts';
import { createOwnWrites } from './notifications/own-writes.ts';
import type { EwsOptions as ChannelOptions } from './options.ts';
import { createSoapChannel } from './soap/index.ts';
import { ANSWER_CODES } from './wire/item-error.ts';

export { type AutodiscoverAddress, autodiscoverAddress } from './autodiscover-address.ts';
export { lookUpEwsMailbox } from './directory/look-up-mailbox.ts';
export { assertEwsMailboxIsOwn } from './directory/own-mailbox.ts';
export { forgetRefusals } from './http/index.ts';
export { createServerPaces } from './pace/index.ts';
export { normaliseServerUrl } from './server-url.ts';

export interface EwsOptions extends ChannelOptions {
  /**
   * The zone in which the mailbox's owner lives. All-day appointments are made in it, and it is preferred
   * where a Windows zone stands for several. Without it all-day appointments are made in UTC.
   */
  readonly homeZone?: TimeZoneId | null;
}

/** One mailbox over Exchange Web Services. Nothing is sent before the first call. */
export function connectEws(options: EwsOptions): ExchangeSide {
  const closing = new AbortController();
  const writes = createOwnWrites();
  const side = createEwsSide(createSoapChannel(options), {
    mailbox: options.mailbox,
    access: options.access,
    impersonatesByOtherName: isOtherName(options.impersonateAs),
    homeZone: options.homeZone ?? null,
  });
  const noted = (outcomes: readonly ExchangeWriteOutcome[]) => {
    writes.wrote(outcomes);
    return outcomes;
  };
  return {
    ...side,
    create: async (itemType, items) => noted(await side.create(itemType, items)),
    update: async (itemType, items, resolution) => noted(await side.update(itemType, items, resolution)),
    delete: async (itemType, items, mode) => {
      writes.deleted(items);
      const outcomes = await side.delete(itemType, items, mode);
      writes.stayed(items.filter((_, index) => isUndone(outcomes[index])));
      return outcomes;
    },
    watch: mailboxWatcher(options, writes, closing.signal),
    close: async () => {
      closing.abort();
      await side.close();
    },
  };
}

function isUndone(outcome: ExchangeWriteOutcome | undefined): boolean {
  return outcome?.kind === 'conflict' || outcome?.kind === 'failed';
}

function isOtherName(impersonateAs: EwsOptions['impersonateAs']): boolean {
  return impersonateAs !== undefined && impersonateAs.kind !== 'primarySmtp';
}

/** Every code that a side over EWS may throw or return by name, ours and the wire's. */
export const ERROR_CATALOGUE: readonly { readonly code: string; readonly disposition: Disposition }[] = [
  ...CHANNEL_ERRORS,
  ...Object.entries(ANSWER_CODES).map(([code, disposition]) => ({ code, disposition })),
];
