import type { z } from 'zod';
import type { FieldSpecs, Fields, FieldValue, ItemType } from '../../model/index.ts';
import { APPOINTMENT_FIELDS, CONTACT_FIELDS, ConnectorError } from '../../model/index.ts';
import { appointmentSchema, importedAppointmentSchema } from './appointment-schema.ts';
import { contactSchema } from './contact-schema.ts';

/** `imported` also lets series and meetings in, which nobody may write by hand. */
export type Origin = 'written' | 'imported';

export type Acceptance =
  | { readonly kind: 'accepted'; readonly fields: Fields }
  | { readonly kind: 'refused'; readonly error: ConnectorError };

/** Checks fields on their way in and brings them to their normal form, in which empty fields are absent. */
export function acceptFields(itemType: ItemType, fields: Fields, origin: Origin = 'written'): Acceptance {
  const cleaned = cleanValue(fields) as Fields;
  const parsed = schemaOf(itemType, origin).safeParse(cleaned);
  if (!parsed.success) return { kind: 'refused', error: invalidRecord(parsed.error) };
  const specs: FieldSpecs = itemType === 'contacts' ? CONTACT_FIELDS : APPOINTMENT_FIELDS;
  const kept: Record<string, FieldValue> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const given = cleaned[name] ?? null;
    const value = given === null ? null : spec.normalise(given);
    if (value !== null) kept[name] = value;
  }
  return { kind: 'accepted', fields: kept };
}

function schemaOf(itemType: ItemType, origin: Origin): z.ZodType {
  if (itemType === 'contacts') return contactSchema;
  return origin === 'imported' ? importedAppointmentSchema : appointmentSchema;
}

/**
 * jsonb knows neither NUL nor half of a surrogate pair, and XML no control characters: such a character
 * would make the record impossible to store or to send. They carry no meaning and are dropped.
 */
function cleanValue(value: FieldValue): FieldValue {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(cleanValue).filter((element) => element !== '');
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleanValue(part)]));
}

// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;

/** The message names fields and rules, never values. */
function invalidRecord(error: z.ZodError): ConnectorError {
  const problems = error.issues.map((issue) => `${issue.path.join('.') || '(record)'}: ${issue.message}`);
  return new ConnectorError({
    code: 'crm_invalid_record',
    disposition: 'quarantine',
    message: `The CRM does not accept the record: ${problems.join('; ')}`,
    details: { problems: problems.join('; '), field: error.issues[0]?.path.join('.') ?? '' },
  });
}
