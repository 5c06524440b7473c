import type { Fields, FieldValue, ItemType, Occurrences } from '../../model/index.ts';
import { isPrivate, valueOf } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';

/** A contact has no busy block that could stand for it, and a public series none for one of its occurrences. */
export function isLeftOut(
  { itemType, fields }: { readonly itemType: ItemType; readonly fields: Fields },
  { privateItems }: Pick<ItemRules, 'privateItems'>,
): boolean {
  if (privateItems === 'full') return false;
  if (isPrivate(fields)) return privateItems === 'skip' || itemType === 'contacts';
  return hasPrivateOccurrence(fields);
}

/** Outlook lets nobody make one; other programs do. */
function hasPrivateOccurrence(fields: Fields): boolean {
  const occurrences = valueOf(fields, 'occurrences') as (Occurrences & FieldValue) | null;
  return Object.values(occurrences ?? {}).some(
    (change) => change.kind === 'changed' && isPrivate(change.fields as Fields),
  );
}
