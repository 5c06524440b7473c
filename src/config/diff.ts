import type { Configuration } from './configuration.ts';

export type ConfigurationValue = string | number | boolean | null | readonly ConfigurationValue[];

export type FieldChange =
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly from: ConfigurationValue;
      readonly to: ConfigurationValue;
    }
  /** Only that it changed: neither value is ever part of a diff. */
  | { readonly kind: 'secret'; readonly field: string; readonly change: 'set' | 'changed' | 'removed' };

export interface ConfigurationChange {
  readonly object: 'user' | 'profile' | 'account';
  readonly name: string;
  readonly action: 'create' | 'update' | 'unchanged';
  /** Empty when unchanged. In the order of the settings' names. */
  readonly fields: readonly FieldChange[];
}

/** What applying `wanted` would do to `current`. Objects that `wanted` does not name do not appear. */
export function diffConfiguration(current: Configuration, wanted: Configuration): readonly ConfigurationChange[] {
  return [
    ...diffObjects('user', current.users, wanted.users),
    ...diffObjects('profile', current.profiles, wanted.profiles),
    ...diffObjects('account', current.accounts, wanted.accounts),
  ];
}

function diffObjects<T extends { readonly name: string }>(
  object: ConfigurationChange['object'],
  current: readonly T[],
  wanted: readonly T[],
): ConfigurationChange[] {
  const stored = new Map(current.map((item) => [item.name, item]));
  return wanted.map((item) => {
    const before = stored.get(item.name);
    const fields = diffFields(before === undefined ? new Map() : flatten(before), flatten(item));
    const action = before === undefined ? 'create' : fields.length > 0 ? 'update' : 'unchanged';
    return { object, name: item.name, action, fields };
  });
}

/** What is never told, by the last part of its name. */
const SECRET = /(^|\.)(password|clientSecret|privateKey)$/;

type Flat = ReadonlyMap<string, ConfigurationValue>;

function diffFields(before: Flat, after: Flat): FieldChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((field) => field !== 'name').sort();
  return names.flatMap((field): FieldChange[] => {
    const from = before.get(field) ?? null;
    const to = after.get(field) ?? null;
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (!SECRET.test(field)) return [{ kind: 'value', field, from, to }];
    const existed = before.has(field);
    return [{ kind: 'secret', field, change: !after.has(field) ? 'removed' : existed ? 'changed' : 'set' }];
  });
}

/** `{ contacts: { synchronise: true } }` → `contacts.synchronise` = true. An absent group has no entries. */
function flatten(value: object, prefix = ''): Flat {
  const flat = new Map<string, ConfigurationValue>();
  for (const [key, child] of Object.entries(value) as [string, unknown][]) {
    const field = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof child === 'object' && child !== null && !Array.isArray(child)) {
      for (const [name, leaf] of flatten(child, field)) flat.set(name, leaf);
    } else if (child !== undefined) {
      flat.set(field, child as ConfigurationValue);
    }
  }
  return flat;
}
