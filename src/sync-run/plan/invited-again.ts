import { matchKeys, planInvitedAgain } from '../../sync/index.ts';
import { itemKey } from '../item-key.ts';
import type { ChunkReader } from '../load/chunk-reader.ts';
import { exchangeStateOf } from '../load/states.ts';
import type { PlannedUnit } from '../load/unit.ts';
import type { Run } from '../run.ts';

/**
 * The pairs, those excepted whose item would be made anew beside another of the same meeting: an invitation that came after
 * the item was thrown away, and that the rules keep out of the CRM, or that came just now.
 * @param paired keys of the items that are planned already; grows by those that the next look finds the record for
 */
export async function giveWayToInvited(
  run: Run,
  reader: ChunkReader,
  planned: readonly PlannedUnit[],
  paired: Set<string>,
): Promise<readonly PlannedUnit[]> {
  const keys = [...new Set(planned.flatMap((candidate) => keysOfMadeAnew(run, candidate)))];
  if (keys.length === 0) return planned;
  const rows = await run.ports.store.findUnlinkedByKeys(run.scope.id, 'exchange', 'strong', keys);
  await reader.readExchange(rows.map(({ itemId }) => itemId));
  // They may have left, or look different, since they were registered.
  const items = rows.flatMap(({ itemId }) => {
    const read = reader.exchange(itemId);
    return read?.kind === 'found' && !run.sightings.leftFolder(itemId) ? read.item : [];
  });
  return planned.map((candidate) => {
    const own = keysOfMadeAnew(run, candidate);
    const others = items.filter(({ uid }) => keysOfUid(run, uid).some((key) => own.includes(key)));
    const { unit } = candidate;
    const step = planInvitedAgain(
      candidate.step,
      unit.crm,
      others.map((item) => exchangeStateOf(run, item)),
    );
    if (step === candidate.step) return candidate;
    for (const { id } of others) paired.add(itemKey('exchange', id));
    return { unit, step };
  });
}

function keysOfMadeAnew(run: Run, { unit, step }: PlannedUnit): readonly string[] {
  return step.kind === 'createInExchange' ? keysOfUid(run, unit.record?.uid ?? null) : [];
}

/** The UID as an unlinked item is found by it. */
function keysOfUid(run: Run, uid: string | null): readonly string[] {
  return matchKeys(run.itemType, {}, uid).strong;
}
