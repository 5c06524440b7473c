import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { common, sameElements, setValue, textSet, union, without } from '../merge/text-set.ts';

/**
 * A set without what a write added and with what it removed. Element by element, as sets are merged: what people added
 * or removed since then stays. `undefined` when nothing of the write is left to take back.
 */
export function formerSet(
  spec: FieldSpec,
  now: FieldValue,
  { before, after }: { readonly before: FieldValue; readonly after: FieldValue },
): FieldValue | undefined {
  const [present, old, written] = [textSet(spec, now), textSet(spec, before), textSet(spec, after)];
  const added = common(without(written, old), present);
  const removed = without(without(old, written), present);
  const former = without(union(present, removed), added);
  return sameElements(former, present) ? undefined : setValue(spec, former);
}
