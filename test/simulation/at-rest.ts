import type { Fields } from '../../src/model/index.ts';
import { canonicalText, synchronisedFields, withoutPrivateContent } from '../../src/model/index.ts';
import { baseOf, isRememberedForDeletion, withoutManagedCategories } from '../../src/sync/index.ts';
import type { RunReport } from '../../src/sync-run/index.ts';
import { wasFiledAway } from '../../src/sync-run/settle/links.ts';
import type { Observation, Rest } from '../invariants/index.ts';
import { announcedRun } from './announced-run.ts';
import { createFaults } from './faults.ts';
import { madeInFull } from './made-in-full.ts';
import type { Mailbox } from './mailbox.ts';
import { originOf } from './mailbox.ts';
import { act } from './people.ts';
import type { Process } from './schedule.ts';
import { createProcess } from './schedule.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import type { ActKind } from './swarm.ts';
import { randomFor } from './swarm.ts';
import type { Task } from './worker.ts';
import { approvalOf, runOnce } from './worker.ts';

/** Runs in a world in which nobody acts and nothing fails. */
export interface Calm {
  readonly world: SimulatedWorld;
  readonly process: Process;
  /** Drives the schedule until the work is done. */
  readonly drive: (work: Promise<void>) => Promise<void>;
}

export function createCalm(world: SimulatedWorld, drive: Calm['drive']): Calm {
  world.calm = true;
  return { world, process: createProcess('Z', 0), drive };
}

const RUNS_TO_REST = 25;
const TWO_DAYS_MS = 2 * 86_400_000;

/** Everybody stops: how long until nothing is written any more, and what a verification finds then. */
export async function comeToRest(calm: Calm): Promise<Rest> {
  const { world } = calm;
  world.history.words.push('everybody stops');
  for (let runs = 1; runs <= RUNS_TO_REST; runs += 1) {
    const { writes, held } = await cycle(calm);
    const open = world.mailboxes.some(({ memory }) => memory.intents.size > 0);
    if (writes > 0 || held || open) continue;
    const furtherWrites = (await cycle(calm)).writes;
    const today = new Date(world.schedule.nowMs()).toISOString().slice(0, 10);
    return { runs, bound: RUNS_TO_REST, furtherWrites, findings: await verify(calm), today };
  }
  return { runs: null, bound: RUNS_TO_REST, furtherWrites: 0 };
}

async function cycle(calm: Calm): Promise<{ readonly writes: number; readonly held: boolean }> {
  const { world } = calm;
  const before = world.history.writes.length;
  let held = false;
  world.schedule.pass(TWO_DAYS_MS);
  for (const mailbox of world.mailboxes) held = (await approvedRun(calm, mailbox)).outcome === 'held' || held;
  return { writes: world.history.writes.length - before, held };
}

/** A person approves whatever is held. */
async function approvedRun(calm: Calm, mailbox: Mailbox): Promise<RunReport> {
  return calm.world.swarm.theme === 'meetings'
    ? announcedRun(calm.world, mailbox, (change) => runCalmly(calm, mailbox, change))
    : runApproved(calm, mailbox);
}

async function runApproved(calm: Calm, mailbox: Mailbox): Promise<RunReport> {
  const report = await runCalmly(calm, mailbox, {});
  return report.brake === null ? report : runCalmly(calm, mailbox, approvalOf(calm.world, mailbox, report));
}

/** @throws when it fails although nothing does */
async function runCalmly(
  { world, process, drive }: Calm,
  mailbox: Mailbox,
  change: Parameters<typeof runOnce>[4] & object,
): Promise<RunReport> {
  const faults = createFaults(randomFor(world.swarm.seed, 'rest'), new Set(), () => true);
  const run = runOnce(world, process, mailbox, faults, change);
  await drive(run.then(() => undefined));
  const ended = await run;
  if (typeof ended === 'string') throw new Error(`a calm run fails: ${ended}`);
  if (ended.outcome === 'failed') throw new Error(`a calm run fails: ${ended.problem?.code}`);
  return ended;
}

async function verify(calm: Calm): Promise<readonly string[]> {
  const { world } = calm;
  const found: string[] = [];
  for (const mailbox of world.mailboxes) {
    const task: Task = { kind: 'verify' };
    const { runId } = await runCalmly(calm, mailbox, { task, dryRun: true });
    for (const { kind, crmId, exchangeId, fields } of await world.findings.page(runId ?? '', 0, 1_000))
      if (!isForAVerification(world, mailbox, kind, crmId))
        found.push(`${kind} of ${crmId ?? '-'} and ${exchangeId ?? '-'} in ${mailbox.scope.id} ${fields.join()}`);
  }
  return found;
}

/** What a verification tells and no run can see for itself. */
function isForAVerification(
  { history }: SimulatedWorld,
  mailbox: Mailbox,
  kind: string,
  crmId: string | null,
): boolean {
  const { memory, scope, itemType, rightsChanged } = mailbox;
  if (rightsChanged && (kind === 'itemMissing' || kind === 'linkMoved')) return true;
  const links = [...memory.links.values()].filter(({ state }) => state !== 'CLOSED');
  const wasMoved = (base: Fields): boolean =>
    history.acts.some(
      (one) => one.kind === 'move' && one.scopeId === scope.id && one.origin === originOf(itemType, base),
    );
  // Moved away, and while nobody looked moved back and thrown away: the list names an id that no link knows.
  if (kind !== 'itemMissing') return false;
  return links.some(
    ({ state, reviewReason, ...link }) =>
      link.crmId === crmId &&
      wasMoved(link.baseExchange) &&
      // Filed away while it slept or lay outside, it is still noted so.
      (state === 'DET_E' || wasFiledAway({ reviewReason }) || isRememberedForDeletion(reviewReason)),
  );
}

/** What people do without an administrator. */
const EVERYDAY: readonly ActKind[] = [
  'createInCrm',
  'createInExchange',
  'createOnBoth',
  'editInCrm',
  'editInExchange',
  'editSetInCrm',
  'editSetInExchange',
  'editOccurrenceInCrm',
  'editOccurrenceInExchange',
  'changeRuleInCrm',
  'deleteInCrm',
  'trashInExchange',
];

/** What people do with meetings in the CRM, where a preview can tell beforehand whom it mails. */
const WITH_MEETINGS: readonly ActKind[] = [
  'changeMeetingInCrm',
  'changeMeetingInCrm',
  'deleteMeetingInCrm',
  'editInCrm',
  'invite',
  'changeMeeting',
  'editOccurrenceInCrm',
];

/** Once more when all is quiet, so that nothing but the plan tells what is mailed (I11). */
export async function mailOnce(calm: Calm, firstAct: number): Promise<Rest> {
  const { world } = calm;
  world.history.words.push('once more, with a preview');
  const meeting: SimulatedWorld = { ...world, swarm: { ...world.swarm, acts: WITH_MEETINGS } };
  for (let number = firstAct; number < firstAct + 6; number += 1) act(meeting, number);
  return comeToRest(calm);
}

/** One more run after some acts, and its undo: what people see before and after it (I14). `null` when it wrote nothing. */
export async function undoOnce(calm: Calm, firstAct: number): Promise<Observation['undo'] | null> {
  const { world } = calm;
  const [mailbox] = world.mailboxes;
  if (mailbox === undefined || world.mailboxes.length > 1) return null;
  world.history.words.push('one more run, and its undo');
  const everyday: SimulatedWorld = { ...world, swarm: { ...world.swarm, acts: EVERYDAY } };
  for (let number = firstAct; number < firstAct + 5; number += 1) act(everyday, number);
  const before = viewOf(mailbox);
  const firstWrite = world.history.writes.length;
  const { runId, outcome } = await approvedRun(calm, mailbox);
  // Beside a copy of it nothing is made anew: nobody can tell whether it is there again.
  if (world.history.writes.slice(firstWrite).some(({ origin }) => isDoubted(world, origin))) return null;
  if (runId === null || outcome !== 'done' || !mailbox.memory.journal.some((entry) => entry.runId === runId))
    return null;
  const task: Task = { kind: 'undo', undoOf: runId };
  const left = madeInFull(mailbox, runId);
  const { planRunId } = await runCalmly(calm, mailbox, { task, dryRun: true });
  // Nothing that could be taken back: then there is nothing to be seen of it either.
  if (planRunId === null) return { before, after: viewOf(mailbox, left) };
  await runCalmly(calm, mailbox, { task, appliesPlan: planRunId });
  return { before, after: viewOf(mailbox, left) };
}

function isDoubted({ history }: SimulatedWorld, wanted: string): boolean {
  return history.doubts.some(({ origin }) => origin === wanted);
}

/**
 * What people see on both sides, without ids, versions, stamps and the profile's categories. A set has no order: what
 * was taken out of it and put back stands last.
 * @param except ids of what is not looked at
 */
function viewOf({ itemType, crm, exchange, marks, rules }: Mailbox, except: ReadonlySet<string> = new Set()): string {
  // Of a private appointment an undo brings the block back: the rest lies in Deleted Items, or in the CRM's own.
  const seen = rules.privateItems === 'busyOnly' ? withoutPrivateContent : (fields: Fields): Fields => fields;
  const specs = synchronisedFields(itemType);
  const text = (fields: Fields): string =>
    canonicalText(baseOf(specs, seen(withoutManagedCategories(fields, [...marks]))));
  const isSeen = ({ id }: { readonly id: string }): boolean => !except.has(id);
  const records = [...crm.records.values()].filter(isSeen).map(({ fields }) => `crm ${text(fields)}`);
  const inFolder = exchange.inFolder('synchronised').filter(isSeen);
  const items = inFolder.map(({ fields, categories }) => {
    const own = categories.filter((category) => !marks.has(category)).sort();
    return `exchange ${text({ ...fields, categories: own.length === 0 ? null : own })}`;
  });
  return [...records.sort(), ...items.sort()].join('\n');
}
