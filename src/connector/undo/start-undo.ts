import { changedNothing } from '../../store/index.ts';
import type { RunHistory } from '../../store/port.ts';
import type { Connector } from '../connector.ts';
import { refusal } from '../refusal.ts';
import type { Run } from '../run.ts';
import type { StartedRuns } from '../synchroniser.ts';

/**
 * Starts a run that plans what would take this one back, and writes nothing. Its plan is carried out like any other.
 * @throws ConnectorError `run_not_finished`, `run_changed_nothing`, `run_undone`, `history_forgotten`, `run_unknown`
 *   (of a mailbox that the account no longer names), and what starting a run throws
 */
export async function startUndo(connector: Connector, accountName: string, run: Run): Promise<StartedRuns> {
  const { store } = connector.parts;
  const scopes = await store.listScopes([run.accountId]);
  const details = { run: run.id };
  if (!scopes.some(({ id }) => id === run.scopeId)) throw refusal('run_unknown', `there is no run ${run.id}`, details);
  if (run.state !== 'finished') throw refusal('run_not_finished', `run ${run.id} is not finished`, details);
  assertUndoable(run, await store.describeRunHistory(run.scopeId, run.id));
  return connector.synchroniser.start({
    accountName,
    trigger: 'request',
    dryRun: true,
    approvedHashes: [],
    approvedBy: null,
    kind: 'undo',
    itemTypes: [run.itemType],
    undoOf: run.id,
  });
}

function assertUndoable({ id, counts, dryRun, outcome }: Run, history: RunHistory): void {
  const details = { run: id };
  // A dry run counts what it would have done.
  if (!dryRun && outcome !== 'held' && isForgotten(counts, history))
    throw refusal('history_forgotten', `the journal no longer has all that run ${id} wrote`, details);
  if (history.creates + history.updates + history.deletes === 0)
    throw refusal('run_changed_nothing', `run ${id} wrote to neither side`, details);
  if (history.undone === history.entries) throw refusal('run_undone', `run ${id} was taken back`, details);
}

/** Half of a run taken back would be a state that never was: whoever knows less than all of it does not begin. */
function isForgotten(counts: Run['counts'], { creates, updates, deletes, entries }: RunHistory): boolean {
  if (counts === null) return false;
  return (
    (entries === 0 && !changedNothing(counts)) ||
    creates < counts.createdInCrm + counts.createdInExchange ||
    updates < counts.updatedInCrm + counts.updatedInExchange ||
    deletes < counts.deletedInCrm + counts.deletedInExchange
  );
}
