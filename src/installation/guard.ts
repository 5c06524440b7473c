import type { Database, Queryable } from '../database/index.ts';
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
import { doubtOf, doubtSince } from './doubt.ts';
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
   * Before each batch of writes: from now on an older backup is known as such. What is stored of the batch goes into the
   * transaction of the step, so that no backup has the one without the other.
   * @param store stores the batch; calls `step` once, best at the end: others wait for it until the commit
   * @throws ConnectorError `installation_unconfirmed` (disposition `halt`): nothing is stored; `lease_lost` (`retry`): an
   *   administrator has confirmed another state of the database meanwhile
   */
  announce(store: (step: (tx: Queryable) => Promise<void>) => Promise<void>): Promise<void>;
  /** The same for a write of which nothing is stored before. */
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
  const cards = [...new Set([...(mark?.cards ?? []), ...place.cards])].sort();
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
        await writer.write({ installation, timeline, generation, directory: place.directory, cards });
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

  const tellListeners = (): void => {
    for (const listener of listeners) listener();
  };

  const found = async (next: DoubtReason, now: DatabaseStanding): Promise<never> => {
    const isNew = reason === null;
    reason = next;
    // What is confirmed next is this, whatever was known before.
    known = now;
    if (next === 'restored') await noteDoubt(db, next, now.timeline);
    if (isNew) tellListeners();
    throw unconfirmed(next);
  };

  /** @param least the generation that the answer has at least, unless the database went back */
  const accept = async (now: DatabaseStanding, asked: DatabaseStanding, least: number): Promise<void> => {
    if (reason !== null && !now.formerTimelines.includes(asked.timeline)) throw unconfirmed(reason);
    const doubt = doubtSince(asked, now, least);
    if (doubt !== null) await found(doubt, now);
    // What was asked for at the same time may be answered in another order.
    if (now.timeline !== known.timeline || now.generation > known.generation) known = now;
    if (reason === null) return;
    // Another process on this database has heard the administrator.
    reason = null;
    tellListeners();
  };

  const ask = async (): Promise<void> => {
    const asked = known;
    const now = await readStanding(db);
    // An answer from before a confirmation that was heard meanwhile says nothing any more.
    await (known.timeline === asked.timeline ? accept(now, asked, asked.generation) : ask());
  };

  const announce: InstallationGuard['announce'] = async (store) => {
    if (reason !== null) throw unconfirmed(reason);
    const asked = known;
    const least = asked.generation + 1;
    const seen: { now?: DatabaseStanding; doubt?: DoubtReason | null } = {};
    try {
      await store(async (tx) => {
        seen.now = await advance(tx);
        seen.doubt = doubtSince(asked, seen.now, least);
        if (seen.doubt !== null) throw unconfirmed(seen.doubt);
      });
    } catch (error) {
      // Noted only now: the transaction kept the row to itself.
      if (seen.now !== undefined && seen.doubt != null && known.timeline === asked.timeline)
        await accept(seen.now, asked, least);
      throw error;
    }
    if (seen.now === undefined) throw new Error('a batch was stored without its step');
    if (known.timeline !== asked.timeline) throw outrun();
    await accept(seen.now, asked, least);
    await follow();
  };

  const adopt = async (): Promise<void> => {
    // The mark first: a database that says it has one, and a directory without, would be a copy.
    if (await follow()) await noteHome(db, home);
  };

  if (reason === null) await adopt();
  else if (reason === 'restored') await noteDoubt(db, reason, known.timeline);

  return {
    doubt: () => reason,
    async assertConfirmed() {
      await ask();
      await follow();
    },
    announce,
    advance: () => announce((step) => step(db)),
    listScopeIds: () => listScopeIds(db),
    async confirm() {
      known = await beginTimeline(db, home);
      reason = null;
      await follow();
      tellListeners();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** For a database that nobody can restore or copy, because it is forgotten at the end. */
export function trustingGuard(): InstallationGuard {
  return {
    doubt: () => null,
    assertConfirmed: async () => undefined,
    announce: (store) => store(async () => undefined),
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

function outrun(): ConnectorError {
  return new ConnectorError({
    code: 'lease_lost',
    disposition: 'retry',
    message: 'the database was confirmed meanwhile: what was stored before that may not be in it',
  });
}
