import type { ExchangeUpdate } from '../../port.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import type { ForeignEmailSlots } from './foreign-email-slots.ts';
import { changingEmail, findForeignEmailSlots } from './foreign-email-slots.ts';
import { BODY_PATH, EMAIL_ADDRESSES_PATH, lookAtItems, propertiesShape } from './look-at-items.ts';
import type { RichBodies } from './rich-bodies.ts';
import { changingText, editRichBodies } from './rich-bodies.ts';
import type { SideContext } from './side-context.ts';

/**
 * What updates must not destroy: e-mail slots that are not ours, and the form of bodies. Where both are about to be
 * written one question shows both; what a server does not show together it is asked for one by one.
 */
export async function lookBeforeUpdate(
  side: SideContext,
  kind: ItemKind,
  updates: readonly ExchangeUpdate[],
): Promise<{ readonly slots: ForeignEmailSlots; readonly rich: RichBodies }> {
  const emails = changingEmail(kind, updates);
  const texts = changingText(kind, updates);
  const both = emails.filter((id) => texts.has(id));
  const seen = await lookAtItems(side, both, propertiesShape('Best', [BODY_PATH, EMAIL_ADDRESSES_PATH]));
  return {
    slots: await findForeignEmailSlots(side, emails, seen),
    rich: await editRichBodies(side, texts, seen),
  };
}
