import type { Fields, ItemType } from '../model/index.ts';
import { sameValue, synchronisedFields, valueOf } from '../model/index.ts';
import { reason } from './reasons.ts';
import type { Step } from './step.ts';

export interface CopyFacts {
  readonly itemType: ItemType;
  readonly original: Fields;
  readonly copy: Fields;
  /** It is a second landing of a create of ours that was sent more than once, and nobody has touched it since. */
  readonly ownDuplicate: boolean;
}

/**
 * What to do with an item that carries the stamp of a linked item which is still there. O9: a late write of our own
 * made it; it goes where a person can find it again, whatever the rule for deletions, for nobody deleted anything.
 *
 * O6: otherwise a user copied it. An appointment copied to another time is a new appointment ("the same again next
 * week"): `null`, plan it as an unlinked item, and its own stamp replaces the copied one. Any other copy is left alone.
 */
export function planCopy({ itemType, original, copy, ownDuplicate }: CopyFacts): Step | null {
  if (ownDuplicate) return { kind: 'deleteInExchange', reason: reason('O9', 'own_duplicate') };
  const time = synchronisedFields('appointments')['time'];
  const elsewhen =
    itemType === 'appointments' &&
    time !== undefined &&
    !sameValue(time, valueOf(original, 'time'), valueOf(copy, 'time'));
  return elsewhen ? null : { kind: 'hold', reason: reason('O6', 'user_copy'), state: 'ignored' };
}
