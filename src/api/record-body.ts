import type { Placement } from '../crm/builtin/index.ts';
import type { Fields, FieldValue } from '../model/index.ts';

/** What was sent, without what was left out: absent means "as it is", and `undefined` is no value of a field. */
export function fieldsOf(body: object): Fields {
  return withoutUndefined(body) as Fields;
}

export function placementOf(body: { readonly [Key in keyof Placement]?: Placement[Key] | undefined }): Placement {
  return withoutUndefined(body) as Placement;
}

function withoutUndefined(value: unknown): FieldValue {
  if (typeof value !== 'object' || value === null) return value as FieldValue;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [[key, withoutUndefined(part)]])),
  );
}
