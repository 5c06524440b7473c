import { APPOINTMENT_FIELDS, SYNCHRONISED_APPOINTMENT_FIELDS } from './appointment/appointment-fields.ts';
import { CONTACT_FIELDS } from './contact/contact-fields.ts';
import type { FieldSpecs } from './field.ts';
import type { ItemType } from './item-type.ts';

const synchronisedAppointmentFields: FieldSpecs = Object.fromEntries(
  SYNCHRONISED_APPOINTMENT_FIELDS.map((name) => [name, APPOINTMENT_FIELDS[name]]),
);

/** The fields that a synchronisation of this item type compares and writes. */
export function synchronisedFields(itemType: ItemType): FieldSpecs {
  return itemType === 'contacts' ? CONTACT_FIELDS : synchronisedAppointmentFields;
}
