import type { Intent } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { noticeCrm } from '../freeze/freeze.ts';
import type { Run } from '../run.ts';
import { progress } from '../run.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { undecidedMayBeClear } from '../settle/undecided.ts';
import { recoverReverts } from '../undo/recover-reverts.ts';
import { findCreatesInCrm } from './found-creates.ts';
import { recoverCreatesInCrm } from './recover-creates-in-crm.ts';
import { recoverCreatesInExchange } from './recover-creates-in-exchange.ts';
import { recoverDeletions } from './recover-deletions.ts';
import { recoverMerges } from './recover-merges.ts';
import type { Recovery, Updates } from './recovery.ts';
import { complete, isOver, linksOf, remainingMs } from './recovery.ts';

/** A remaining wait of at most so long is slept through; a longer one leaves the items to the next run. */
const SLEEP_AT_MOST_MS = 10_000;

/**
 * Finds out what became of the writes whose outcome nobody saw: found, they are completed with what was sent as base;
 * not found, they may still land until the wait-out is over. What stays open is in flight.
 */
export async function recover(run: Run): Promise<void> {
  let intents = await run.ports.store.listIntents(run.scope.id);
  if (intents.length === 0) return;
  progress(run, 'recover', 0, intents.length);
  let open = await resolve(run, intents);
  const longest = Math.max(0, ...open.map((intent) => remainingMs(run, intent)));
  if (open.length > 0 && longest <= SLEEP_AT_MOST_MS) {
    await run.ports.clock.sleep(longest);
    intents = await run.ports.store.listIntents(run.scope.id);
    open = await resolve(run, intents);
  }
  for (const intent of open) run.inFlight.add(intent);
  progress(run, 'recover', intents.length - open.length, intents.length);
}

/** For runs that may write nothing: everything open stays as it is. */
export async function leaveOpenIntents(run: Run): Promise<void> {
  for (const intent of await run.ports.store.listIntents(run.scope.id)) run.inFlight.add(intent);
}

/** @returns the intents that are still open */
async function resolve(run: Run, intents: readonly Intent[]): Promise<readonly Intent[]> {
  // What is found there may be from before the write, and some of it is finished in Exchange.
  await noticeCrm(run);
  const recovery: Recovery = { draft: createSettlementDraft(), hints: [] };
  // First: two that were linked by their looks stay so, whatever comes into sight of a create that was sent before.
  const updated = await updates(
    run,
    recovery,
    ofKind(intents, 'merge').filter((intent) => intent.leaves === null),
  );
  const open = [
    ...(await recoverCreatesInExchange(run, recovery, ofKind(intents, 'createInExchange'))),
    ...recoverCreatesInCrm(
      run,
      recovery,
      await findCreatesInCrm(run, ofKind(intents, 'createInCrm'), updated.links),
      updated.open,
    ),
    ...(await recoverDeletions(run, recovery, ofKind(intents, 'deleteInExchange', 'deleteInCrm'))),
    ...(await reverts(
      run,
      recovery,
      ofKind(intents, 'merge').filter((intent) => intent.leaves !== null),
    )),
    ...updated.open,
  ];
  // Hints first: crashing in between costs a look at an item, the other way round the look would be forgotten.
  if (recovery.hints.length > 0) await run.ports.store.addHints(run.keeper.lease, recovery.hints);
  if (open.length < intents.length) await undecidedMayBeClear(run);
  await recovery.draft.commit(run.ports.store, run.keeper.lease);
  return open;
}

/** An update is conditional: what did not arrive is looked at again, when it can no longer land. */
async function updates(run: Run, recovery: Recovery, intents: readonly Intent[]): Promise<Updates> {
  if (intents.length === 0) return { open: [], links: [] };
  const recovered = await recoverMerges(run, intents, await linksOf(run, intents));
  const links: Link[] = [];
  const open = recovered.flatMap(({ intent, link, isComplete, isOwed }) => {
    if (isOwed === true || (!isComplete && remainingMs(run, intent) > 0)) return [intent];
    if (link !== null) recovery.draft.putLink(link);
    // A pair that is over leaves its two ends among the unlinked: each is still without a counterpart.
    const live = link?.state === 'CLOSED' ? null : link;
    if (live !== null) links.push(live);
    if (live?.crmId != null) recovery.draft.removeUnlinked('crm', live.crmId);
    if (live?.exchangeId != null) recovery.draft.removeUnlinked('exchange', live.exchangeId);
    complete(recovery, intent, [
      { side: 'crm', itemId: intent.crmId },
      { side: 'exchange', itemId: intent.exchangeId },
    ]);
    return [];
  });
  return { open, links };
}

/** Of an undo: what arrived is in the base before anybody takes it for an edit. */
async function reverts(run: Run, recovery: Recovery, intents: readonly Intent[]): Promise<readonly Intent[]> {
  if (intents.length === 0) return [];
  const recovered = await recoverReverts(run, intents, await linksOf(run, intents));
  return recovered.flatMap(({ intent, link, isComplete, isOwed }) => {
    if (isOwed === true) return [intent];
    if (link !== null) recovery.draft.putLink(link);
    if (!isComplete) return isOver(run, recovery, intent) ? [] : [intent];
    complete(recovery, intent, [
      { side: 'crm', itemId: intent.crmId },
      { side: 'exchange', itemId: intent.exchangeId },
    ]);
    return [];
  });
}

function ofKind(intents: readonly Intent[], ...kinds: readonly Intent['kind'][]): readonly Intent[] {
  return intents.filter((intent) => kinds.includes(intent.kind));
}
