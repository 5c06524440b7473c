import type { ExchangeUpdate, ExchangeWriteOutcome } from '../../port.ts';
import { readEmailSlots } from '../mapping/contact/email-slots.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import type { Look } from './look-at-items.ts';
import { EMAIL_ADDRESSES_PATH, lookAtItems, propertiesShape } from './look-at-items.ts';
import type { SideContext } from './side-context.ts';

export interface ForeignEmailSlots {
  /** Item id → slots that are not ours to touch. */
  readonly foreign: ReadonlyMap<string, readonly number[]>;
  /** Item id → why it cannot be written, when its slots cannot be seen. */
  readonly outcomes: ReadonlyMap<string, ExchangeWriteOutcome>;
}

/** Ids of contacts whose e-mail addresses are about to be written. */
export function changingEmail(kind: ItemKind, updates: readonly ExchangeUpdate[]): readonly string[] {
  return kind.itemType === 'contacts' ? updates.filter(changesEmail).map(({ ref }) => ref.id) : [];
}

/**
 * Looks, right before e-mail addresses are written, which slots hold entries of the company's address
 * list. Asked each time instead of remembered: a contact may have got such an entry since it was read,
 * and the write that follows must not hit it.
 */
export async function findForeignEmailSlots(
  side: SideContext,
  ids: readonly string[],
  seen: Look,
): Promise<ForeignEmailSlots> {
  const { items, outcomes } = await lookAtItems(side, ids, propertiesShape('Text', [EMAIL_ADDRESSES_PATH]), seen);
  return { foreign: new Map([...items].map(([id, item]) => [id, readEmailSlots(item).foreign])), outcomes };
}

function changesEmail({ changes }: ExchangeUpdate): boolean {
  return Object.keys(changes).some((field) => /^email[123]$/.test(field));
}
