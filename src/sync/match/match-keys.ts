import type { Fields, ItemType } from '../../model/index.ts';
import type { MatchKeys } from '../match-types.ts';
import { appointmentKeys } from './appointment-keys.ts';
import { contactKeys } from './contact-keys.ts';

/** The keys under which an unlinked item can be found by items of the other side. */
export function matchKeys(itemType: ItemType, fields: Fields, uid: string | null): MatchKeys {
  return itemType === 'contacts' ? contactKeys(fields) : appointmentKeys(fields, uid);
}
