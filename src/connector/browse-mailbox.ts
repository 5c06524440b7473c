import type { ExchangeItem } from '../exchange/port.ts';
import type { ItemType } from '../model/index.ts';
import { isPrivate, withoutPrivateContent } from '../model/index.ts';
import { getTargetOrThrow } from './account-target.ts';
import type { Connector } from './connector.ts';

export interface MailboxPage {
  readonly items: readonly ExchangeItem[];
  readonly total: number;
}

/**
 * What stands in the mailbox right now, asked from the server. Reads also while the account is not active.
 * @param asked a page, and `byOwner`: others than the owner are not told what private items say, whatever the profile carries
 */
export async function browseMailbox(
  { parts, sides }: Connector,
  accountName: string,
  itemType: ItemType,
  { byOwner, ...page }: { readonly offset: number; readonly limit: number; readonly byOwner: boolean },
): Promise<MailboxPage> {
  const target = await getTargetOrThrow(parts, accountName);
  const { items, total } = await sides.sideFor(target).browse(itemType, page);
  return { items: byOwner ? items : items.map(asShownToOthers), total };
}

function asShownToOthers(item: ExchangeItem): ExchangeItem {
  const fields = withoutPrivateContent(item.fields);
  return isPrivate(fields) ? { ...item, fields, categories: [] } : { ...item, fields };
}
