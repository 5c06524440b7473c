import type { Fields, ItemType } from '../model/index.ts';
import { sameValue, synchronisedFields, valueOf } from '../model/index.ts';
import { reason } from './reasons.ts';
import type { Step } from './step.ts';

/**
 * What to do with an item that carries the stamp of a linked item which is still there: a copy that the user made.
 * An appointment copied to another time is a new appointment ("the same again next week"): `null`, plan it as
 * an unlinked item, and its own stamp replaces the copied one. Any other copy is left alone.
 */
export function planCopy(itemType: ItemType, original: Fields, copy: Fields): Step | null {
  const time = synchronisedFields('appointments')['time'];
  const elsewhen =
    itemType === 'appointments' &&
    time !== undefined &&
    !sameValue(time, valueOf(original, 'time'), valueOf(copy, 'time'));
  return elsewhen ? null : { kind: 'hold', reason: reason('O6', 'user_copy'), state: 'ignored' };
}
