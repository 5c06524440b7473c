import type { Database } from '../database/index.ts';
import { ConnectorError } from '../model/index.ts';
import type { DatabaseStanding } from './database-standing.ts';
import {
  advance,
  beginTimeline,
  listScopeIds,
  noteDoubt,
  noteHome,
  readHome,
  readStanding,
} from './database-standing.ts';
import type { DoubtReason } from './doubt.ts';
import { doubtOf } from './doubt.ts';
import { birthOfMark, createMarkWriter, readMark } from './mark.ts';
import type { Place } from './place.ts';

/** Says whether the database may be trusted to know what was done; nothing is synchronised while it may not. */
export interface InstallationGuard {
  /** As it was found last. */
  doubt(): DoubtReason | null;
  /**
   * Asks the database: before each run.
   * @throws ConnectorError `installation_unconfirmed` (disposition `halt`)
   */
  assertConfirmed(): Promise<void>;
  /**
   * Before each batch of writes: from now on an older backup is known as such.
   * @throws ConnectorError `installation_unconfirmed` (disposition `halt`)
   */
  advance(): Promise<void>;
  /** Every scope, those that were set aside too. */
  listScopeIds(): Promise<readonly string[]>;
  /** An administrator's word: this installation goes on with this database. */
  confirm(): Promise<void>;
  /** @param listener told when it turns out that nothing may go on, or that it may */
  onChange(listener: () => void): void;
}

export interface GuardOptions {
  readonly directory: string;
  readonly place: Place;
  /** Other data directories may share the database. */
  readonly onServer: boolean;
  /** The mark could not be written: work goes on, and a backup from before now may pass unnoticed. */
  readonly onMarkError: (error: unknown) => void;
}

/** Compares once, at the start; and goes on comparing, for a server may be restored while this process lives. */
export async function openInstallationGuard(db: Database, options: GuardOptions): Promise<InstallationGuard> {
  const { directory, place, onServer } = options;
  const writer = createMarkWriter(directory);
  const home = await readHome(db, onServer);
  const mark = await readMark(directory);
  const born = mark === null ? null : await birthOfMark(directory);
  let known = await readStanding(db);
  let reason = doubtOf(mark, known, { ...place, born, home, isShared: onServer });
  let written = { timeline: '', generation: -1 };
  let writing: Promise<void> = Promise.resolve();
  const listeners: (() => void)[] = [];

  /** One after the other, and never an older one over a newer one. */
  const follow = (): Promise<boolean> => {
    const done = writing.then(async () => {
      const { installation, timeline, generation } = known;
      if (timeline === written.timeline && generation <= written.generation) return true;
      try {
        await writer.write({ installation, timeline, generation, ...place });
        written = { timeline, generation };
        return true;
      } catch (error) {
        options.onMarkError(error);
        return false;
      }
    });
    writing = done.then(() => undefined);
    return done;
  };

  const found = async (next: DoubtReason): Promise<never> => {
    const isNew = reason === null;
    reason = next;
    if (next === 'restored') await noteDoubt(db, next);
    if (isNew) for (const listener of listeners) listener();
    throw unconfirmed(next);
  };

  /** @param least the generation that it has at least, unless it went back */
  const accept = async (now: DatabaseStanding, least: number): Promise<void> => {
    if (now.doubt !== null) return found(now.doubt);
    const isConfirmedSince = now.formerTimelines.includes(known.timeline);
    if (now.installation !== known.installation) return found('foreign');
    if (!isConfirmedSince && (now.timeline !== known.timeline || now.generation < least)) return found('restored');
    // What was asked for at the same time may be answered in another order.
    if (isConfirmedSince || now.generation > known.generation) known = now;
  };

  const adopt = async (): Promise<void> => {
    // The mark first: a database that says it has one, and a directory without, would be a copy.
    if (await follow()) await noteHome(db, home);
  };

  if (reason === null) await adopt();
  else if (reason === 'restored') await noteDoubt(db, reason);

  return {
    doubt: () => reason,
    async assertConfirmed() {
      const { generation } = known;
      const now = await readStanding(db);
      if (reason !== null && !now.formerTimelines.includes(known.timeline)) throw unconfirmed(reason);
      await accept(now, generation);
      if (reason !== null) {
        // Another process on this database has heard the administrator.
        reason = null;
        for (const listener of listeners) listener();
      }
      await follow();
    },
    async advance() {
      if (reason !== null) throw unconfirmed(reason);
      const { generation } = known;
      await accept(await advance(db), generation + 1);
      await follow();
    },
    listScopeIds: () => listScopeIds(db),
    async confirm() {
      known = await beginTimeline(db, home);
      reason = null;
      await follow();
      for (const listener of listeners) listener();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** For a database that nobody can restore or copy, because it is forgotten at the end. */
export function trustingGuard(): InstallationGuard {
  return {
    doubt: () => null,
    assertConfirmed: async () => undefined,
    advance: async () => undefined,
    listScopeIds: async () => [],
    confirm: async () => undefined,
    onChange: () => undefined,
  };
}

function unconfirmed(reason: DoubtReason): ConnectorError {
  return new ConnectorError({
    code: 'installation_unconfirmed',
    disposition: 'halt',
    message: `the database is not the one that this installation worked with (${reason}): an administrator has to confirm it`,
    details: { reason },
  });
}
