import { parseChangeKey } from '../state/identifiers.ts';
import type { StoredItem } from '../state/item.ts';
import { ItemError } from './item-error.ts';

export type ConflictResolution = 'NeverOverwrite' | 'AutoResolve' | 'AlwaysOverwrite';
type Values = StoredItem['values'];

interface Resolved {
  readonly values: Values;
  /** Properties that both sides had changed. */
  readonly conflicts: number;
}

const SENSITIVITIES = ['Normal', 'Personal', 'Private', 'Confidential'];

/**
 * Decides what an update with that change key may write.
 * - NeverOverwrite: the key must be the current one.
 * - AutoResolve: property by property; the client's value is written, but never one less sensitive than the store's.
 * - AlwaysOverwrite: the client's values are written, and the key may even be missing.
 * @throws ItemError
 */
export function resolveConflict(
  item: StoredItem,
  wanted: Values,
  changeKey: string | undefined,
  mailbox: string,
  mode: ConflictResolution,
): Resolved {
  if (changeKey === undefined || changeKey === '') {
    if (mode === 'AlwaysOverwrite') return { values: wanted, conflicts: 0 };
    throw new ItemError('ErrorChangeKeyRequiredForWriteOperations', 'A change key is required for this operation.');
  }
  const seen = parseChangeKey(mailbox, changeKey);
  if (seen === undefined) throw new ItemError('ErrorInvalidChangeKey', 'The change key is invalid.');
  if (seen === item.saved || mode === 'AlwaysOverwrite') return { values: wanted, conflicts: 0 };
  if (mode === 'NeverOverwrite') {
    throw new ItemError(
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not ' +
        'match the current change key for the item.',
    );
  }
  return merge(item, wanted, seen);
}

function merge(item: StoredItem, wanted: Values, seen: number): Resolved {
  const keys = new Set([...Object.keys(item.values), ...Object.keys(wanted)]);
  const conflicting = [...keys].filter(
    (key) => (item.touched[key] ?? 0) > seen && JSON.stringify(item.values[key]) !== JSON.stringify(wanted[key]),
  );
  if (!conflicting.includes('Sensitivity')) return { values: wanted, conflicts: conflicting.length };
  const rank = (value: unknown) => SENSITIVITIES.indexOf(typeof value === 'string' ? value : 'Normal');
  const stored = item.values['Sensitivity'];
  const keepsStored = stored !== undefined && rank(stored) > rank(wanted['Sensitivity']);
  return { values: keepsStored ? { ...wanted, Sensitivity: stored } : wanted, conflicts: conflicting.length };
}
