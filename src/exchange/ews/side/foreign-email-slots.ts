import type { ExchangeUpdate, ExchangeWriteOutcome } from '../../port.ts';
import { readEmailSlots } from '../mapping/contact/email-slots.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { fieldPath } from '../wire/paths.ts';
import { xml } from '../xml/write.ts';
import { lookAtItems } from './look-at-items.ts';
import type { SideContext } from './side-context.ts';

export interface ForeignEmailSlots {
  /** Item id → slots that are not ours to touch. */
  readonly foreign: ReadonlyMap<string, readonly number[]>;
  /** Item id → why it cannot be written, when its slots cannot be seen. */
  readonly outcomes: ReadonlyMap<string, ExchangeWriteOutcome>;
}

/**
 * Looks, right before e-mail addresses are written, which slots hold entries of the company's address
 * list. Asked each time instead of remembered: a contact may have got such an entry since it was read,
 * and the write that follows must not hit it.
 */
export async function findForeignEmailSlots(
  side: SideContext,
  kind: ItemKind,
  updates: readonly ExchangeUpdate[],
): Promise<ForeignEmailSlots> {
  const ids = kind.itemType === 'contacts' ? updates.filter(changesEmail).map(({ ref }) => ref.id) : [];
  const { items, outcomes } = await lookAtItems(
    side,
    ids,
    xml`<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${fieldPath('contacts:EmailAddresses')}</t:AdditionalProperties></m:ItemShape>`,
  );
  return { foreign: new Map([...items].map(([id, item]) => [id, readEmailSlots(item).foreign])), outcomes };
}

function changesEmail({ changes }: ExchangeUpdate): boolean {
  return Object.keys(changes).some((field) => /^email[123]$/.test(field));
}
