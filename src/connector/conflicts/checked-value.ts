import type { ZodType } from 'zod';
import { appointmentSchema, contactSchema } from '../../crm/builtin/index.ts';
import type { FieldSpec, FieldValue, ItemType } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import { fieldForm } from './field-form.ts';

const SHAPES: Readonly<Record<ItemType, Readonly<Record<string, ZodType | undefined>>>> = {
  // A photo is chosen, not typed; so is what became of single occurrences, of which only some are in dispute.
  contacts: contactSchema.omit({ photo: true }).shape,
  appointments: appointmentSchema.omit({ occurrences: true }).shape,
};

/**
 * A value that a person entered instead of both, in the form in which the CRM accepts this field and the engine compares
 * it. @throws ConnectorError `conflict_value_invalid`, which names the field and what is wrong, never the value
 */
export function checkedValue(itemType: ItemType, field: string, spec: FieldSpec, value: unknown): FieldValue {
  const parsed = SHAPES[itemType][field]?.safeParse(value);
  if (parsed?.success === true) return spec.normalise((parsed.data ?? null) as FieldValue);
  const problems = (parsed?.error.issues ?? []).map(({ path, message }) => [...path, message].join(': '));
  const { form, parts } = fieldForm(field);
  throw new ConnectorError({
    code: 'conflict_value_invalid',
    disposition: 'halt',
    message: `the value is none of the field ${field}`,
    details: { field, problems: problems.join('; '), form, parts },
  });
}
