import type { FieldValue } from '../../model/index.ts';
import { ConnectorError, synchronisedFields } from '../../model/index.ts';
import type { StoredConflict } from '../../store/index.ts';
import { alongWith, exchangeCategoriesFor, isShared, withMarkedOccurrences } from '../../sync/index.ts';
import type { AccountSides } from '../synchronise-account.ts';
import type { ConflictEnds } from './conflict-ends.ts';
import { notWritable } from './conflict-ends.ts';

/** `changed`: somebody was faster than the write; nothing was written, and the items have to be read again. */
export type WriteEnd = 'written' | 'changed';

/**
 * Writes one value into the record, with the rights of the account's user.
 * @throws ConnectorError of the CRM
 */
export async function writeToCrm(
  { crm }: AccountSides,
  conflict: StoredConflict,
  { record }: ConflictEnds,
  value: FieldValue,
): Promise<WriteEnd> {
  const update = { id: record.id, expectedVersion: record.version, changes: { [conflict.field]: value } };
  const [outcome] = await crm.update(conflict.itemType, [update]);
  switch (outcome?.kind) {
    case 'done':
      return 'written';
    case 'conflict':
      return 'changed';
    case 'failed':
      throw outcome.error;
    case 'forbidden':
      throw new ConnectorError({
        code: 'crm_write_forbidden',
        disposition: 'quarantine',
        message: 'the user may not change this record',
        itemRef: record.id,
      });
    default:
      throw notWritable(conflict, 'recordMissing');
  }
}

/**
 * Writes one value into the item, only if it still is the one that was read. Stamp and categories of the profile stay,
 * and what other people share in a meeting is not written, because nobody would tell them. @throws ConnectorError of the side; after a time-out nobody knows whether it was written
 */
export async function writeToExchange(
  { exchange }: AccountSides,
  conflict: StoredConflict,
  { item, exchangeFields, managedCategories }: ConflictEnds,
  value: FieldValue,
): Promise<WriteEnd> {
  if (isShared(item.meeting, conflict.field)) throw notWritable(conflict, 'meeting');
  const isCategories = conflict.field === 'categories';
  const userCategories = Array.isArray(value) ? (value as readonly string[]) : [];
  const written = { [conflict.field]: value };
  const along = alongWith(synchronisedFields(conflict.itemType), exchangeFields, written);
  const update = {
    ref: { id: item.id, changeKey: item.changeKey },
    changes: isCategories ? {} : withMarkedOccurrences({ ...written, ...along }, managedCategories, item.categories),
    // The user's and the profile's share one list.
    categories: isCategories
      ? exchangeCategoriesFor({ current: item.categories, managed: managedCategories, userCategories, add: [] })
      : null,
    stamp: null,
  };
  const [outcome] = await exchange.update(conflict.itemType, [update], 'neverOverwrite');
  switch (outcome?.kind) {
    case 'done':
      return 'written';
    case 'conflict':
      return 'changed';
    case 'failed':
    case 'unknown':
      throw outcome.error;
    default:
      throw notWritable(conflict, 'itemMissing');
  }
}
