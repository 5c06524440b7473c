import type { Fields, Side } from '../../model/index.ts';
import { canonicalText } from '../../model/index.ts';
import type { Run } from '../run.ts';

/**
 * What stood on a side when an update was sent there: written down with its intent.
 * @param sent to that side
 * @returns nothing where the journal does not tell
 */
export async function beforeImage(run: Run, linkId: string, side: Side, sent: Fields): Promise<Fields> {
  const entries = await run.ports.store.listJournal(run.scope.id, { linkId, op: 'update', limit: 4 });
  const own = entries.find((entry) => entry.side === side && canonicalText(entry.after ?? {}) === canonicalText(sent));
  return own?.before ?? {};
}
