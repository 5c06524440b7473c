import type { ItemType } from '../../model/index.ts';
import type { RunRecord } from '../../store/port.ts';
import type { RunReport } from '../../sync-run/index.ts';
import type { AccountTarget } from '../account-target.ts';
import { itemTypesOf } from '../account-target.ts';
import { createItemTypeRests } from './item-type-rests.ts';
import { isOfItemType } from './run-error.ts';
import type { ServerStop, StoppableScope } from './server-stops.ts';
import { createServerStops } from './server-stops.ts';

/** An item type of an account that the schedule leaves out for now. */
export interface HeldBack {
  readonly itemType: ItemType;
  /** `failures`: its own. `server`: those of other mailboxes of its server, or of the CRM. */
  readonly because: 'failures' | 'server';
  readonly problem: NonNullable<RunRecord['problem']>;
  /** ISO instant: it is tried then, or another mailbox is. */
  readonly until: string;
}

/**
 * Which item types the schedule may run. What a person starts asks nobody, and is learned from all the same. Lives as
 * long as the process, as the schedule does.
 */
export interface Admission {
  /** Accounts that are scheduled: what a server has. */
  refresh(targets: readonly AccountTarget[]): void;
  /** How a scope ended before this process looked. */
  known(target: AccountTarget, itemType: ItemType, problem: RunRecord['problem']): void;
  /** Asked right before a run. Those that are let in have to run. */
  admit(target: AccountTarget): readonly ItemType[];
  /** Reports of synchronisations that were no previews. @returns those that concern the account as a whole */
  note(target: AccountTarget, reports: readonly RunReport[]): readonly RunReport[];
  /** Milliseconds until the first item type that is left out may go; `null`: none is. */
  restWithinMs(target: AccountTarget): number | null;
  heldBack(target: AccountTarget): readonly HeldBack[];
  stops(): readonly ServerStop[];
  /** @returns whether there is such a stop */
  tryNow(id: string): boolean;
}

export interface AdmissionOptions {
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  readonly random: () => number;
  /** Those who wait may go now. */
  readonly onRelease: () => void;
}

/** A trial that another mailbox has taken is looked for again after this: it may have ended. */
const ASK_AGAIN_MS = 30_000;

export function createAdmission({ nowMs, random, onRelease }: AdmissionOptions): Admission {
  const rests = createItemTypeRests(random);
  const stops = createServerStops();
  const restOf = (target: AccountTarget, itemType: ItemType) => {
    const rest = rests.of(keyOf(target, itemType), settingsOf(target));
    return rest !== null && rest.untilMs > nowMs() ? rest : null;
  };
  const heldBack = (target: AccountTarget): readonly HeldBack[] =>
    itemTypesOf(target).flatMap((itemType): readonly HeldBack[] => {
      const rest = restOf(target, itemType);
      if (rest !== null)
        return [{ itemType, because: 'failures', problem: rest.problem, until: new Date(rest.untilMs).toISOString() }];
      const stop = stops.stopOf(scopeOf(target, itemType), nowMs());
      return stop === null
        ? []
        : [{ itemType, because: 'server', problem: withoutOthers(stop.problem), until: stop.nextTryAt }];
    });

  return {
    refresh: (targets) =>
      stops.refresh(targets.flatMap((target) => itemTypesOf(target).map((itemType) => scopeOf(target, itemType)))),
    known: (target, itemType, problem) => stops.known(scopeOf(target, itemType), problem),
    admit: (target) =>
      itemTypesOf(target).filter(
        (itemType) =>
          restOf(target, itemType) === null && stops.admit(scopeOf(target, itemType), nowMs()).kind === 'go',
      ),
    note: (target, reports) => {
      const isReleased = reports.map((report) => stops.note(scopeOf(target, report.itemType), report, nowMs()));
      if (isReleased.includes(true)) onRelease();
      const failed = reports.filter(({ outcome }) => outcome === 'failed');
      // Nothing of it works: the account backs off as a whole, and says so.
      const isAll = failed.length === itemTypesOf(target).length;
      const own = isAll ? [] : failed.filter(isOfItemType);
      for (const report of reports) {
        const key = keyOf(target, report.itemType);
        if (own.includes(report)) rests.fail(key, settingsOf(target), report, nowMs());
        else rests.end(key);
      }
      return reports.filter((report) => !own.includes(report));
    },
    restWithinMs: (target) => {
      const waits = heldBack(target).map(({ until }) => Math.max(ASK_AGAIN_MS, Date.parse(until) - nowMs()));
      return waits.length === 0 ? null : Math.min(...waits);
    },
    heldBack,
    stops: stops.list,
    tryNow: (id) => {
      const isStopped = stops.tryNow(id, nowMs());
      if (isStopped) onRelease();
      return isStopped;
    },
  };
}

const OF_NOBODY = ['errorCode', 'items', 'status'];

/** The error was somebody else's: nothing of that mailbox is told. */
function withoutOthers({ code, details }: HeldBack['problem']): HeldBack['problem'] {
  return { code, details: Object.fromEntries(Object.entries(details).filter(([name]) => OF_NOBODY.includes(name))) };
}

function keyOf({ account }: AccountTarget, itemType: ItemType): string {
  return `${itemType} of ${account.id}`;
}

function settingsOf({ account, profile }: AccountTarget): string {
  return `${account.version} ${profile.version}`;
}

function scopeOf({ account, profile }: AccountTarget, itemType: ItemType): StoppableScope {
  return { accountId: account.id, itemType, server: hostOf(profile.serverUrl) };
}

/** A mail domain stands for the server that it leads to. */
function hostOf(serverUrl: string): string {
  return URL.canParse(serverUrl) ? new URL(serverUrl).host : serverUrl.toLowerCase();
}
