import { createHash } from 'node:crypto';
import type { Database, Queryable } from '../database/index.ts';
import { callerNetwork } from './caller-network.ts';
import { loginThrottled } from './people-error.ts';

/** Who is made to wait: a name that somebody guesses for, and a caller who guesses. */
export interface Attempt {
  readonly nameKey: string;
  /** `null` where the caller has no address: somebody who is signed in already. */
  readonly addressKey: string | null;
}

const FREE_FOR_NAME = 5;
/** A company comes from one address: all its people mistype through it. */
const FREE_FOR_ADDRESS = 20;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Beyond so many failures too many the wait does not grow, so neither does the time until all is forgiven. */
const GROWING_STEPS = 10;
/** So long without a failure forgives one. */
const FORGIVES_ONE_MS = 15 * 60_000;
/** Enough for an attack from a whole botnet to be remembered; the oldest are forgotten first. */
const ROWS_LIMIT = 10_000;

interface ThrottleRow {
  readonly key: string;
  readonly failures: number;
  readonly lastFailureAt: string;
}

/** @param name as typed; what is stored is its digest, because people type passwords into the wrong field */
export function attemptOf(name: string, address: string | null): Attempt {
  const folded = name.normalize('NFKC').trim().toLowerCase();
  const digest = createHash('sha256').update(folded, 'utf8').digest('base64url');
  return { nameKey: `name:${digest}`, addressKey: address === null ? null : `address:${callerNetwork(address)}` };
}

/**
 * Counts the attempt as a failure before anything is compared: a hundred that come together do not all get in before
 * the first is counted. One that succeeds is taken back with `forgive`; one that has to wait is not counted.
 * @throws ConnectorError `login_throttled`
 */
export async function countAttempt(database: Database, attempt: Attempt, now: Date): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('LOCK TABLE raccordo.login_throttle IN SHARE ROW EXCLUSIVE MODE');
    const keys = [attempt.nameKey, ...(attempt.addressKey === null ? [] : [attempt.addressKey])];
    const rows = await tx.query<ThrottleRow>(
      'SELECT key, failures, last_failure_at AS "lastFailureAt" FROM raccordo.login_throttle WHERE key = ANY ($1::text[])',
      [keys],
    );
    const standings = keys.map((key) =>
      standingOf(
        rows.find((row) => row.key === key),
        freeFor(key),
        now,
      ),
    );
    const waitMs = Math.max(...standings.map((standing) => standing.waitMs));
    if (waitMs > 0) throw loginThrottled(waitMs);
    for (const [index, key] of keys.entries()) {
      const failures = Math.min((standings[index]?.failures ?? 0) + 1, freeFor(key) + GROWING_STEPS);
      await tx.query(
        `INSERT INTO raccordo.login_throttle (key, failures, last_failure_at) VALUES ($1, $2, $3::timestamptz)
         ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_failure_at = excluded.last_failure_at`,
        [key, failures, now.toISOString()],
      );
    }
    await tx.query(
      `DELETE FROM raccordo.login_throttle WHERE key IN (
         SELECT key FROM raccordo.login_throttle ORDER BY last_failure_at DESC OFFSET $1)`,
      [ROWS_LIMIT],
    );
  });
}

/** The right person came in: what was mistyped under this name is forgotten, here and at the caller's address. */
export async function forgive(tx: Queryable, { nameKey, addressKey }: Attempt): Promise<void> {
  const [own] = await tx.query<{ failures: number }>(
    'DELETE FROM raccordo.login_throttle WHERE key = $1 RETURNING failures',
    [nameKey],
  );
  if (own === undefined || addressKey === null) return;
  await tx.query('UPDATE raccordo.login_throttle SET failures = greatest(0, failures - $2) WHERE key = $1', [
    addressKey,
    own.failures,
  ]);
}

/** After this time nothing is left of the worst record. */
export const FORGOTTEN_AFTER_MS = (FREE_FOR_ADDRESS + GROWING_STEPS) * FORGIVES_ONE_MS;

function freeFor(key: string): number {
  return key.startsWith('name:') ? FREE_FOR_NAME : FREE_FOR_ADDRESS;
}

function standingOf(
  row: ThrottleRow | undefined,
  free: number,
  now: Date,
): { readonly failures: number; readonly waitMs: number } {
  if (row === undefined) return { failures: 0, waitMs: 0 };
  const passedMs = Math.max(0, now.getTime() - Date.parse(row.lastFailureAt));
  const failures = Math.max(0, row.failures - Math.floor(passedMs / FORGIVES_ONE_MS));
  const tooMany = row.failures - free;
  const wholeWaitMs = tooMany < 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tooMany);
  return { failures, waitMs: Math.max(0, wholeWaitMs - passedMs) };
}
