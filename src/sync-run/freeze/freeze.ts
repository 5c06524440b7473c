import type { CrmMark } from '../../crm/port.ts';
import type { Frozen, Reason } from '../../sync/index.ts';
import { frozenBy, UNRECOGNISED } from '../../sync/index.ts';
import { isOlder } from '../load/states.ts';
import type { PlannedUnit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import { compareEverything } from './compare-everything.ts';

/** What a pass over the hints has seen of the two sides as wholes. */
export interface SideSigns {
  /** Items of linked pairs that are nowhere any more, or may be anywhere. Those in Deleted Items are not among them. */
  readonly traceless: number;
  /** Records whose version is below the one that was settled last. */
  readonly older: number;
  /** Items of Exchange that no link knows. */
  readonly strangers: number;
  /** Links to whose item in Exchange no mark leads: nobody can tell yet where it is, or it is known by likeness alone. */
  readonly unmarked: number;
}

/** Items that vanish at once without a trace before somebody is asked whether it still is the same mailbox. */
const VANISHED = { items: 10, share: 0.3 };
/** Records that went back in time: one may be a quirk of a CRM, several are a restored backup. */
const OLDER_RECORDS = 3;

/**
 * A side as a whole is not what it was. From now on nothing is concluded from what is missing, and everything is
 * compared: the plan that comes out is carried out when it asks nobody, and held for a person when it does.
 * @param more what else is remembered of the scope in the same moment
 */
export async function freeze(
  run: Run,
  status: Frozen,
  statusReason: Reason,
  more: Partial<MarkColumns> = {},
): Promise<void> {
  const { store } = run.ports;
  // A position in a history that is gone: what was entered since the backup may lie before it.
  if (status === 'restored') await store.recordPage(run.keeper.lease, 'crm', [], null);
  // The status goes last: frozen with nothing to look at, the next run would take the freeze for over.
  await compareEverything(run);
  // The CRM comes first: what is read of it may be from before. The mailbox goes on to be recognised afterwards.
  const interrupted = run.plan.frozen === 'relink' ? { mailboxFingerprint: UNRECOGNISED } : {};
  const change = { status, statusReason, epoch: run.scope.epoch + 1, ...interrupted, ...more };
  await store.updateScope(run.keeper.lease, change);
  run.scope = { ...run.scope, ...change };
  run.plan = { ...run.plan, ...frozenBy(run.scope) };
}

type MarkColumns = Pick<Run['scope'], 'crmInstance' | 'crmHighWater'>;

/**
 * Has the CRM gone back in time, or is it another one? Asked before each look at its changes, so that the last look of
 * a run remembers how far our own writes brought it; and of what was read (`noticeRestore`).
 * @returns whether it froze the scope just now
 */
export async function noticeCrm(run: Run): Promise<boolean> {
  const { instance, highWater }: CrmMark = await run.ports.crm.mark();
  const { crmInstance, crmHighWater } = run.scope;
  if (crmInstance === instance && crmHighWater === highWater) return false;
  const mark = { crmInstance: instance, crmHighWater: highWater };
  const known = crmInstance !== null && crmHighWater !== null;
  const hasGoneBack = known && (crmInstance !== instance || crmHighWater > highWater);
  if (hasGoneBack) {
    await crmWentBack(run, { instance, highWater });
    return true;
  }
  await run.ports.store.updateScope(run.keeper.lease, mark);
  run.scope = { ...run.scope, ...mark };
  return false;
}

/** It tells so itself: not every position that was reached is in a mark that somebody remembered. */
export async function crmToldThatItWentBack(run: Run): Promise<void> {
  await crmWentBack(run, await run.ports.crm.mark());
}

async function crmWentBack(run: Run, { instance, highWater }: CrmMark): Promise<void> {
  // Our own writes may take it past the others' marks before they look.
  await run.ports.store.distrustCrmMarks(run.keeper.lease, { instance, highWater });
  const mark = { crmInstance: instance, crmHighWater: highWater };
  await freeze(run, 'restored', { row: 'O8', code: 'crm_restored' }, mark);
}

/**
 * Whether a pass over the hints shows that a side is not what it was. The pass has been made without knowing that.
 * @returns whether it has to be made again
 */
export async function noticeSigns(
  run: Run,
  { traceless, older }: Pick<SideSigns, 'traceless' | 'older'>,
): Promise<boolean> {
  if (older >= OLDER_RECORDS && run.plan.frozen !== 'restored') {
    await freeze(run, 'restored', { row: 'O8', code: 'crm_records_older', params: { records: older } });
    return true;
  }
  if (isFrozen(run) || traceless <= VANISHED.items) return false;
  const { LINKED: links } = await run.ports.store.countLinks(run.scope.id);
  if (traceless <= links * VANISHED.share) return false;
  const params = { missing: traceless, links };
  await freeze(run, 'relink', { row: 'O7', code: 'mailbox_items_missing', params });
  return true;
}

/**
 * Asked of what was read, before anything is written or concluded from it: a backup that came back since the changes were
 * listed tells of values and deletions from before, and of people's deletions that were taken back after it.
 * @returns whether it froze the scope just now, so that what was read is to be left alone
 */
export async function noticeRestore(run: Run, planned: readonly Pick<PlannedUnit, 'unit'>[]): Promise<boolean> {
  const older = planned.filter(({ unit: { link, record } }) => isOlder(run, link, record)).length;
  return (await noticeCrm(run)) || noticeSigns(run, { traceless: 0, older });
}

/**
 * In a mailbox that is being recognised, what is missing may be among the items that seem new, and so may another one that
 * looks like what was recognised; and those are known as such, and as what they are now, only after a whole pass.
 */
export function mayHaveOverlooked(run: Run, { strangers, unmarked }: SideSigns): boolean {
  return isRecognising(run) && unmarked > 0 && strangers > 0;
}

/** The mailbox is another one: what is missing may be there, under another id. Also while the CRM is looked at first. */
export function isRecognising({ plan }: Run): boolean {
  return plan.frozen === 'relink' || plan.mailboxFollows === true;
}

export function isFrozen(run: Run): boolean {
  return run.plan.frozen !== undefined;
}
