import type { Database } from '../database/index.ts';
import { ABSOLUTE_MS, IDLE_MS } from './sessions.ts';
import { FORGOTTEN_AFTER_MS } from './throttle.ts';

const DAY_MS = 86_400_000;
/** Longer than a year, so that what happened at the last year's end can still be looked up. */
const AUDIT_MS = 400 * DAY_MS;
/** Anybody can make entries of refused sign-ins; they are of use while an attack is fresh. */
const REFUSALS_MS = 90 * DAY_MS;
/** Rows per statement: between two of them other requests get their turn. */
const BATCH = 5_000;

/** Deletes what has ended by itself: sessions, links, counts of refused sign-ins, and old entries of the record. */
export async function forgetExpired(database: Database, now: Date = new Date()): Promise<void> {
  const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
  await database.query(
    'DELETE FROM raccordo.session WHERE last_seen_at <= $1::timestamptz OR created_at <= $2::timestamptz',
    [ago(IDLE_MS), ago(ABSOLUTE_MS)],
  );
  await database.query('DELETE FROM raccordo.login_link WHERE expires_at <= $1::timestamptz', [now.toISOString()]);
  await database.query('DELETE FROM raccordo.login_throttle WHERE last_failure_at <= $1::timestamptz', [
    ago(FORGOTTEN_AFTER_MS),
  ]);
  for (;;) {
    const deleted = await database.query(
      `DELETE FROM raccordo.audit WHERE ordinal IN (
         SELECT ordinal FROM raccordo.audit
         WHERE at <= $1::timestamptz OR (action = 'sign_in_refused' AND at <= $2::timestamptz) LIMIT $3)
       RETURNING ordinal`,
      [ago(AUDIT_MS), ago(REFUSALS_MS), BATCH],
    );
    if (deleted.length < BATCH) return;
  }
}
