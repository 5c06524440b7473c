import type { ExchangeItem } from '../exchange/port.ts';
import type { ItemType } from '../model/index.ts';
import { getTargetOrThrow } from './account-target.ts';
import type { Connector } from './connector.ts';

export interface MailboxPage {
  readonly items: readonly ExchangeItem[];
  readonly total: number;
}

/** What stands in the mailbox right now, asked from the server. Reads also while the account is not active. */
export async function browseMailbox(
  { parts, sides }: Connector,
  accountName: string,
  itemType: ItemType,
  page: { readonly offset: number; readonly limit: number },
): Promise<MailboxPage> {
  const target = await getTargetOrThrow(parts, accountName);
  return sides.sideFor(target).browse(itemType, page);
}
