import type { Lease, SyncStore } from '../../src/store/port.ts';
import { OLD_DELETION, statesToDelete } from '../../src/sync/index.ts';
import { repairFindings } from '../../src/sync-run/index.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import type { Faults } from './faults.ts';
import type { Mailbox } from './mailbox.ts';
import { setRules } from './mailbox.ts';
import { reachStore } from './reach-store.ts';
import type { Process } from './schedule.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import type { Ended } from './worker.ts';
import { approvalOf, contextOf, runOnce } from './worker.ts';

export interface Shift {
  readonly world: SimulatedWorld;
  readonly process: Process;
  readonly mailbox: Mailbox;
  readonly faults: Faults;
  readonly random: Random;
}

/** What a worker does in one turn: mostly a synchronisation, at times what a person asked for. */
export async function work(shift: Shift): Promise<Ended> {
  const { world, random } = shift;
  const task = random.chance(0.3) ? random.pick(world.swarm.tasks) : undefined;
  switch (task) {
    case 'preview':
      return runOnce(world, shift.process, shift.mailbox, shift.faults, { dryRun: true });
    case 'applyPlan':
      return planAndApply(shift, {});
    case 'undo': {
      const undoOf = random.pick(runsToUndo(shift));
      return undoOf === undefined ? synchronise(shift) : planAndApply(shift, { task: { kind: 'undo', undoOf } });
    }
    case 'verify':
      return verifyAndRepair(shift);
    case 'oldDeletions':
      return seeToOldDeletions(shift);
    case undefined:
      return synchronise(shift);
  }
}

async function synchronise({ world, process, mailbox, faults, random }: Shift): Promise<Ended> {
  const report = await runOnce(world, process, mailbox, faults);
  if (typeof report === 'string' || report.brake === null || !random.chance(0.6)) return report;
  return runOnce(world, process, mailbox, faults, approvalOf(world, mailbox, report));
}

/** A person looks at the plan for a while, and has it carried out. */
async function planAndApply(
  { world, process, mailbox, faults, random }: Shift,
  change: Parameters<typeof runOnce>[4] & object,
): Promise<Ended> {
  const plan = await runOnce(world, process, mailbox, faults, { ...change, dryRun: true });
  if (typeof plan === 'string' || plan.planRunId === null || plan.outcome === 'failed') return plan;
  await world.schedule.sleep(process, random.whole(120_000));
  approvalOf(world, mailbox, plan);
  if (change.task?.kind === 'undo')
    world.history.acts.push({ kind: 'undo', at: world.history.at(), scopeId: mailbox.scope.id });
  return runOnce(world, process, mailbox, faults, { ...change, appliesPlan: plan.planRunId });
}

/** Runs that wrote something, which nobody has taken back. */
function runsToUndo({ world, mailbox }: Shift): readonly string[] {
  const wrote = new Set(mailbox.memory.journal.filter(({ undoneBy }) => undoneBy === null).map(({ runId }) => runId));
  return world.runs.records
    .filter(({ id, scopeId, outcome }) => wrote.has(id) && scopeId === mailbox.scope.id && outcome !== 'running')
    .map(({ id }) => id);
}

const LEASE_SECONDS = 60;

async function verifyAndRepair(shift: Shift): Promise<Ended> {
  const { world, process, mailbox, faults } = shift;
  const report = await runOnce(world, process, mailbox, faults, { task: { kind: 'verify' }, dryRun: true });
  if (typeof report === 'string' || report.runId === null || report.outcome !== 'done') return report;
  const { runId } = report;
  const context = contextOf(world, process, mailbox, faults, 'sync');
  const findings = reachStore(context, world.findings, 'findings');
  const repaired = underLease(shift, async (store, lease) => {
    const done = await repairFindings(store, findings, lease, runId);
    world.history.words.push(`${process.name} repairs: ${JSON.stringify(done)}`);
  });
  return (await repaired) ?? report;
}

/** Deletions wait for their rule: it is switched on, and what they left is looked at before it goes, or stays for good. */
async function seeToOldDeletions(shift: Shift): Promise<Ended> {
  const { world, mailbox, random } = shift;
  const states = new Set(
    [...mailbox.memory.links.values()].flatMap(({ state, reviewReason }) =>
      reviewReason === OLD_DELETION && state !== 'CLOSED' ? [state] : [],
    ),
  );
  if (states.size === 0) return synchronise(shift);
  if (random.chance(0.9)) {
    const { rules, scope } = mailbox;
    const deleteCrmToExchange = rules.deleteCrmToExchange || states.has('DET_E');
    const deleteExchangeToCrm = rules.deleteExchangeToCrm || states.has('DET_C');
    setRules(mailbox, { ...rules, deleteCrmToExchange, deleteExchangeToCrm });
    world.history.acts.push({ kind: 'rules', at: world.history.at(), scopeId: scope.id });
    world.history.words.push(`rules of ${scope.id}: deletions are carried over`);
  }
  return random.chance(0.2) ? leaveOldDeletions(shift) : planAndApply(shift, { task: { kind: 'oldDeletions' } });
}

/** A person wants none of the deletions that were not carried out: what they left stays. */
async function leaveOldDeletions(shift: Shift): Promise<Ended> {
  const { world, process, mailbox } = shift;
  const left = underLease(shift, async (store, lease) => {
    const count = await store.leaveOldDeletions(lease, statesToDelete(mailbox.rules));
    world.history.words.push(`${process.name} leaves what ${count} old deletions left`);
  });
  return (await left) ?? 'not begun';
}

/** What the use cases do to a memory between two runs. @returns `null` when the process lives */
async function underLease(
  { world, process, mailbox, faults }: Shift,
  work: (store: SyncStore, lease: Lease) => Promise<void>,
): Promise<Extract<Ended, string> | null> {
  const store = reachStore(contextOf(world, process, mailbox, faults, 'sync'), world.stores.store, 'store');
  const done = (async () => {
    const lease = await store.acquireLease(mailbox.scope.id, process.name, LEASE_SECONDS);
    if (lease === null) return null;
    await work(store, lease);
    await store.releaseLease(lease);
    return null;
  })();
  return Promise.race([done.catch(() => 'not begun' as const), process.death.then(() => 'died' as const)]);
}
