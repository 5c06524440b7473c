import type { FieldSpecs, Fields } from '../../model/index.ts';
import { countedFields, countingFields } from '../../model/index.ts';

/**
 * What a base says beside the item of today. The fields of a base were settled at different times: an occurrence may have been
 * agreed on a day that only the rule of now gives, while that rule itself still waits. Counted beside the old rule alone
 * it would look like an edit for ever.
 *
 * @param now the same side as it stands
 */
export function countedBase(specs: FieldSpecs, base: Fields, now: Fields): Fields {
  let counted = countedFields(specs, base);
  for (const [name, countIn] of countingFields(specs)) {
    const value = base[name] ?? null;
    if (counted[name] === value || value === null) continue;
    const [before, today] = [counted[name], countIn(value, now)] as (Fields | null)[];
    counted = { ...counted, [name]: { ...before, ...today } };
  }
  return counted;
}
