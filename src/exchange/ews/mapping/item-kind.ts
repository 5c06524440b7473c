import type { ItemType } from '../../../model/index.ts';
import type { DistinguishedFolder } from '../wire/folder-ref.ts';
import { APPOINTMENT_ELEMENT_ORDER, APPOINTMENT_MAPPINGS } from './appointment/appointment-mappings.ts';
import { CONTACT_ELEMENT_ORDER, CONTACT_MAPPINGS } from './contact/contact-mappings.ts';
import type { PropertyMapping } from './property-mapping.ts';

/** What an item type is in Exchange. */
export interface ItemKind {
  readonly itemType: ItemType;
  readonly element: 'Contact' | 'CalendarItem';
  readonly folder: DistinguishedFolder;
  /** Prefix of the class of all folders that hold such items. */
  readonly folderClass: string;
  /** Element that stands for such a folder, where the class is not told. */
  readonly folderElement: string;
  readonly mappings: readonly PropertyMapping[];
  readonly elementOrder: readonly string[];
}

export const ITEM_KINDS: Readonly<Record<ItemType, ItemKind>> = {
  contacts: {
    itemType: 'contacts',
    element: 'Contact',
    folder: 'contacts',
    folderClass: 'IPF.Contact',
    folderElement: 'ContactsFolder',
    mappings: CONTACT_MAPPINGS,
    elementOrder: CONTACT_ELEMENT_ORDER,
  },
  appointments: {
    itemType: 'appointments',
    element: 'CalendarItem',
    folder: 'calendar',
    folderClass: 'IPF.Appointment',
    folderElement: 'CalendarFolder',
    mappings: APPOINTMENT_MAPPINGS,
    elementOrder: APPOINTMENT_ELEMENT_ORDER,
  },
};
