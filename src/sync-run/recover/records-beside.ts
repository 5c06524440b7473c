import type { CrmRecord } from '../../crm/port.ts';
import type { Intent } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { stoodBefore } from '../identify/record-holders.ts';
import type { Run } from '../run.ts';

/**
 * Whether a create of an undo led to the record of another item of the meeting, which stood before or which the same undo made. No pair
 * makes room for it there: another undo makes the deleted one anew, for itself.
 * @param records by the key of the create that led to them
 */
export async function recordsBeside(
  run: Run,
  intents: readonly Intent[],
  records: ReadonlyMap<string | null, CrmRecord>,
): Promise<(intent: Intent, holder: Link) => boolean> {
  const restored = intents.filter(({ leaves }) => leaves !== null);
  const beside = new Set<string>();
  for (const { id, stamp, linkId } of restored) {
    const record = records.get(stamp);
    if (record?.isJoined === true && linkId !== null && (await stoodBefore(run, record.id, linkId))) beside.add(id);
  }
  const madeNow = new Set(restored.map(({ linkId }) => linkId));
  return ({ id, leaves }, holder) => leaves !== null && (madeNow.has(holder.id) || beside.has(id));
}
