import type { Fields, FieldValue } from '../model/index.ts';
import { canonicalText } from '../model/index.ts';

/** The Exchange base as the difference from the CRM base: most fields are equal, and a link is stored once per pair. */
export interface PackedBase {
  /** Fields whose value differs, or that only Exchange has. */
  readonly differs?: Fields;
  /** Fields that only the CRM base has. */
  readonly absent?: readonly string[];
}

export function packBase(crm: Fields, exchange: Fields): PackedBase {
  const differs = Object.entries(exchange).filter(([name, value]) => !sameInBoth(crm, name, value));
  const absent = Object.keys(crm).filter((name) => !Object.hasOwn(exchange, name));
  return {
    ...(differs.length > 0 && { differs: Object.fromEntries(differs) }),
    ...(absent.length > 0 && { absent }),
  };
}

export function unpackBase(crm: Fields, packed: PackedBase): Fields {
  const gone = new Set(packed.absent);
  const common = Object.entries(crm).filter(([name]) => !gone.has(name));
  return { ...Object.fromEntries(common), ...packed.differs };
}

/** A name that one side lacks counts as different, even from `null`: what is read back is exactly what was stored. */
function sameInBoth(crm: Fields, name: string, value: FieldValue): boolean {
  return Object.hasOwn(crm, name) && canonicalText(crm[name] ?? null) === canonicalText(value);
}
