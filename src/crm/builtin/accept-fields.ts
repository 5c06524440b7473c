import type { z } from 'zod';
import type { FieldSpec, FieldSpecs, Fields, FieldValue, ItemType } from '../../model/index.ts';
import { APPOINTMENT_FIELDS, CONTACT_FIELDS, ConnectorError, WHOLE } from '../../model/index.ts';
import { appointmentSchema, importedAppointmentSchema, synchronisedAppointmentSchema } from './appointment-schema.ts';
import { contactSchema } from './contact-schema.ts';
import type { CrmAppointment } from './kept-rule.ts';
import { withOwnOccurrences } from './own-occurrences.ts';

/**
 * Nobody writes by hand who takes part in a meeting: that comes with a file or from Exchange. `imported` also lets rules
 * in that only the file expresses.
 */
export type Origin = 'written' | 'synchronised' | 'imported';

export type Acceptance =
  | { readonly kind: 'accepted'; readonly fields: Fields }
  | { readonly kind: 'refused'; readonly error: ConnectorError };

/** Checks fields on their way in and brings them to their normal form, in which empty fields are absent. */
export function acceptFields(itemType: ItemType, fields: Fields, origin: Origin = 'written'): Acceptance {
  const cleaned = cleanValue(fields) as Fields;
  const parsed = schemaOf(itemType, origin).safeParse(cleaned);
  if (!parsed.success) return { kind: 'refused', error: invalidRecord(parsed.error) };
  const specs: FieldSpecs = itemType === 'contacts' ? CONTACT_FIELDS : CRM_APPOINTMENT_FIELDS;
  const kept: Record<string, FieldValue> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const given = cleaned[name] ?? null;
    const value = given === null ? null : spec.normalise(given);
    if (value !== null) kept[name] = value;
  }
  return { kind: 'accepted', fields: itemType === 'contacts' ? kept : withOwnOccurrences(kept) };
}

const CRM_APPOINTMENT_FIELDS: Readonly<Record<keyof CrmAppointment, FieldSpec>> = {
  ...APPOINTMENT_FIELDS,
  keptRule: WHOLE,
};

const APPOINTMENT_SCHEMAS: Readonly<Record<Origin, z.ZodType>> = {
  written: appointmentSchema,
  synchronised: synchronisedAppointmentSchema,
  imported: importedAppointmentSchema,
};

function schemaOf(itemType: ItemType, origin: Origin): z.ZodType {
  if (itemType === 'contacts') return contactSchema;
  return APPOINTMENT_SCHEMAS[origin];
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
