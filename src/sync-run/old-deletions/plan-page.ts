import type { Hint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { oldDeletionStays, planOldDeletion } from '../../sync/index.ts';
import { stampOfLost } from '../identify/stamp.ts';
import { loadChunk } from '../load/load-chunk.ts';
import type { PlannedUnit } from '../load/unit.ts';
import { letGoOfShared } from '../plan/shared-records.ts';
import { confirmMailbox } from '../pull/pull-changes.ts';
import type { Run } from '../run.ts';

/** Of no sighting: nothing in the store is removed for its sake. */
const ASKED_FOR = 0;

/**
 * Reads both ends of these pairs as an ordinary run would, and plans what becomes of their survivors. Pairs with a write
 * that is under way are left out.
 * @throws ConnectorError with disposition `resync` when the mailbox is not the one whose changes were listed: nothing that
 *   is missing in it was proved deleted
 */
export async function planPage(run: Run, links: readonly Link[]): Promise<readonly PlannedUnit[]> {
  const chunk = await loadChunk(run, links.flatMap(hintOfSurvivor), { skipEchoes: false });
  for (const { hints, error } of chunk.failures)
    for (const { side, itemId } of hints) run.tally.error({ side, itemId, code: error.code, details: error.details });
  if (chunk.linked.some(({ exchange }) => exchange.kind === 'gone')) await confirmMailbox(run);
  const context = { ...run.plan, rules: run.input.rules };
  const planned = chunk.linked.flatMap((unit): readonly PlannedUnit[] =>
    unit.link === null ? [] : [{ unit, step: planOldDeletion({ ...unit, link: unit.link }, context) }],
  );
  const anew = await madeAnew(run, planned);
  // The pair has let go already: of a record that others have, too, nothing changes.
  return (await letGoOfShared(run, planned)).map(({ unit, step }) => {
    if (step.kind === 'detach') return { unit, step: oldDeletionStays('old_deletion_shared') };
    return anew.has(unit.link?.id ?? '') ? { unit, step: oldDeletionStays('old_deletion_doubtful') } : { unit, step };
  });
}

function hintOfSurvivor({ state, crmId, exchangeId }: Link): readonly Hint[] {
  const side = state === 'DET_E' ? 'exchange' : 'crm';
  const itemId = side === 'exchange' ? exchangeId : crmId;
  return itemId === null ? [] : [{ side, itemId, version: ASKED_FOR }];
}

/** Pairs whose record was made anew from another mailbox, and of which no run has learned that yet. */
async function madeAnew(run: Run, planned: readonly PlannedUnit[]): Promise<ReadonlySet<string>> {
  const byKey = new Map(
    planned.flatMap(({ unit: { link }, step }) =>
      step.kind === 'deleteInExchange' && link !== null ? keysOf(run, link).map((key) => [key, link.id] as const) : [],
    ),
  );
  if (byKey.size === 0) return new Set();
  const found = await run.ports.crm.findByExternalKeys(run.itemType, [...byKey.keys()]);
  return new Set(found.flatMap(({ externalKey }) => byKey.get(externalKey ?? '') ?? []));
}

/** Under which its record would be made anew, from whichever mailbox. */
function keysOf(run: Run, { crmId, stamp, formerStamps }: Link): readonly string[] {
  return [stamp, ...formerStamps, ...(crmId === null ? [] : [stampOfLost(run.ports.stampKey, crmId)])];
}
