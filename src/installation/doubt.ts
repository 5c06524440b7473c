import type { DatabaseStanding } from './database-standing.ts';
import type { Mark } from './mark.ts';
import type { Place } from './place.ts';

/**
 * Why nobody may trust that the database knows what was done.
 * - `restored`: it is behind what this data directory has seen;
 * - `copied`: database or data directory are not where they were, or came without each other;
 * - `foreign`: it is another installation's.
 */
export const DOUBT_REASONS = ['restored', 'copied', 'foreign'] as const;
export type DoubtReason = (typeof DOUBT_REASONS)[number];

/** Where everything is now. */
export interface Here extends Place {
  /** When the file of the mark was really made; `null` where that cannot be told. */
  readonly born: number | null;
  /** Which database server and database. */
  readonly home: string;
  /** Several data directories may share this database. */
  readonly isShared: boolean;
}

/** File systems keep births more or less exactly. */
const EXACT_MS = 2_000;

/** @param mark `null`: the data directory has none */
export function doubtOf(mark: Mark | null, database: DatabaseStanding, here: Here): DoubtReason | null {
  if (database.doubt !== null) return database.doubt;
  if (mark === null) return comesWithoutMark(database, here) ? 'copied' : null;
  if (mark.installation !== database.installation) return database.used ? 'foreign' : null;
  if (mark.timeline !== database.timeline)
    // Confirmed since, by a process in another data directory, or by this one when it died.
    return database.formerTimelines.includes(mark.timeline) ? null : 'restored';
  if (mark.generation > database.generation) return 'restored';
  return database.used && isElsewhere(mark, here) ? 'copied' : null;
}

/**
 * The same while a process lives.
 * @param asked what it knew when it asked
 * @param least the generation that the database has at least, unless it went back
 */
export function doubtSince(asked: DatabaseStanding, now: DatabaseStanding, least: number): DoubtReason | null {
  if (now.doubt !== null) return now.doubt;
  if (now.installation !== asked.installation) return 'foreign';
  if (now.formerTimelines.includes(asked.timeline)) return null;
  return now.timeline !== asked.timeline || now.generation < least ? 'restored' : null;
}

/** A database that never saw a mark is from before there were any, or new. Others have had one: here, or elsewhere. */
function comesWithoutMark({ home, used }: DatabaseStanding, here: Here): boolean {
  if (home === null || !used) return false;
  const joinsOthers = here.isShared && home === here.home;
  return !joinsOthers;
}

/** By what both tell; what cannot be told is no sign. */
function isElsewhere(mark: Mark, here: Here): boolean {
  const seesCards = mark.cards.length > 0 && here.cards.length > 0;
  if (seesCards && !mark.cards.some((card) => here.cards.includes(card))) return true;
  if (mark.born !== null && here.born !== null) return Math.abs(mark.born - here.born) > EXACT_MS;
  return mark.directory !== here.directory;
}
