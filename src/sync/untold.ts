import type { Fields } from '../model/index.ts';
import { valueOf } from '../model/index.ts';

/** An item or record as it was found, of which a private one does not tell all. */
export interface Found {
  readonly fields: Fields;
  /** Names of the fields that it does not tell. */
  readonly withheld?: readonly string[];
}

/** What was found; what it does not tell counts as known from elsewhere. */
export function withUntold({ fields, withheld }: Found, known: Fields): Fields {
  return { ...fields, ...untold(withheld, known) };
}

/** These fields, as they are known from elsewhere. */
export function untold(names: readonly string[] | undefined, known: Fields): Fields {
  return Object.fromEntries((names ?? []).map((name) => [name, valueOf(known, name)]));
}
