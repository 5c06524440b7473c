import type { Mailbox } from '../state/mailbox.ts';
import type { SyncState } from '../state/sync-state.ts';
import { readSyncState } from '../state/sync-state.ts';
import { ItemError } from './item-error.ts';

/**
 * The state that a client sent, or the beginning of everything when it sent none.
 * @throws ItemError ErrorInvalidSyncStateData when it is damaged, of another folder or mailbox, or from a time that was lost
 */
export function knownSyncState(
  text: string | undefined,
  scope: SyncState['scope'],
  folder: number,
  mailbox: Mailbox,
): SyncState {
  if (text === undefined || text.trim() === '')
    return { scope, mailbox: mailbox.uuid, folder, at: 0, issued: 0, given: [] };
  const state = readSyncState(text.trim());
  const known =
    state !== undefined &&
    state.scope === scope &&
    state.mailbox === mailbox.uuid &&
    state.folder === folder &&
    mailbox.knowsSequence(state.issued);
  if (!known) {
    throw new ItemError('ErrorInvalidSyncStateData', 'The sync state is corrupt or otherwise invalid.');
  }
  return state;
}
