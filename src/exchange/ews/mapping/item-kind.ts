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
  /** Through which of them a field is written. */
  readonly mappingOf: ReadonlyMap<string, PropertyMapping>;
  /** Those that have something to say of every new item. */
  readonly alwaysCreated: readonly PropertyMapping[];
  /** Children of the element in the order of the schema → place. */
  readonly placeOf: ReadonlyMap<string, number>;
}

function mappedBy(
  mappings: readonly PropertyMapping[],
  elementOrder: readonly string[],
): Pick<ItemKind, 'mappings' | 'mappingOf' | 'alwaysCreated' | 'placeOf'> {
  return {
    mappings,
    mappingOf: new Map(mappings.flatMap((mapping) => mapping.fields.map((field) => [field, mapping] as const))),
    alwaysCreated: mappings.filter(({ isAlwaysCreated }) => isAlwaysCreated),
    placeOf: new Map(elementOrder.map((name, place) => [name, place])),
  };
}

export const ITEM_KINDS: Readonly<Record<ItemType, ItemKind>> = {
  contacts: {
    itemType: 'contacts',
    element: 'Contact',
    folder: 'contacts',
    folderClass: 'IPF.Contact',
    folderElement: 'ContactsFolder',
    ...mappedBy(CONTACT_MAPPINGS, CONTACT_ELEMENT_ORDER),
  },
  appointments: {
    itemType: 'appointments',
    element: 'CalendarItem',
    folder: 'calendar',
    folderClass: 'IPF.Appointment',
    folderElement: 'CalendarFolder',
    ...mappedBy(APPOINTMENT_MAPPINGS, APPOINTMENT_ELEMENT_ORDER),
  },
};
