import { randomUUID } from 'node:crypto';
import type { CrmUsers } from '../crm/builtin/index.ts';
import type { Queryable } from '../database/index.ts';
import { insertAudit } from './audit.ts';
import type { PeopleParts } from './parts.ts';
import { personUnknown } from './people-error.ts';
import type { OpenedSession, Session } from './port.ts';
import { readPerson } from './read-person.ts';
import { csrfTokenOf, digestOf, newSecretToken } from './secret-token.ts';

/** A session that nobody uses ends; a working day has fewer hours. */
export const IDLE_MS = 8 * 3_600_000;
/** However much it is used, once a week the password is asked for. */
export const ABSOLUTE_MS = 7 * 86_400_000;
/** Use is written down so often at most: a page asks every few seconds. */
const SEEN_EVERY_MS = 60_000;
/** More browsers than anybody has; the one that was used longest ago is signed out. */
const SESSIONS_PER_PERSON = 50;

/** How a person came in, for the record. */
export interface Entrance {
  readonly how: 'password' | 'link' | 'setup';
  /** Of the caller; `null` where it is not known. */
  readonly address: string | null;
}

interface SessionRow {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

/** @param users of the same transaction */
export async function openSession(
  tx: Queryable,
  users: CrmUsers,
  userId: string,
  { how, address }: Entrance,
  now: Date,
): Promise<OpenedSession> {
  const token = newSecretToken();
  const id = randomUUID();
  const at = now.toISOString();
  await tx.query(
    `INSERT INTO raccordo.session (id, token_hash, user_id, created_at, last_seen_at)
     VALUES ($1, $2, $3, $4::timestamptz, $4::timestamptz)`,
    [id, digestOf(token), userId, at],
  );
  await tx.query(
    `DELETE FROM raccordo.session WHERE id IN (
       SELECT id FROM raccordo.session WHERE user_id = $1 AND id <> $2 ORDER BY last_seen_at DESC OFFSET $3)`,
    [userId, id, SESSIONS_PER_PERSON - 1],
  );
  await tx.query('UPDATE raccordo.login SET last_sign_in_at = $2::timestamptz WHERE user_id = $1', [userId, at]);
  const person = await readPerson(tx, users, userId);
  if (person === null) throw personUnknown();
  await insertAudit(
    tx,
    {
      actor: person.name,
      action: 'signed_in',
      object: { kind: 'session', name: person.name },
      details: { how, ...(address === null ? {} : { address }) },
    },
    now,
  );
  return { token, session: { id, person, csrfToken: csrfTokenOf(token), expiresAt: endOf(now, now).toISOString() } };
}

/** @see People.findSession */
export async function findSession(
  { database, users, now }: Pick<PeopleParts, 'database' | 'users' | 'now'>,
  token: string,
  counts: 'use' | 'look' = 'use',
): Promise<Session | null> {
  const digest = digestOf(token);
  if (digest === null) return null;
  const [row] = await database.query<SessionRow>(
    `SELECT id, user_id AS "userId", created_at AS "createdAt", last_seen_at AS "lastSeenAt"
     FROM raccordo.session WHERE token_hash = $1`,
    [digest],
  );
  if (row === undefined) return null;
  const moment = now();
  const createdAt = new Date(row.createdAt);
  let lastSeenAt = new Date(row.lastSeenAt);
  if (moment >= endOf(createdAt, lastSeenAt)) {
    await endSession(database, row.id);
    return null;
  }
  const person = await readPerson(database, users, row.userId);
  if (person?.active !== true) return null;
  if (counts === 'use' && moment.getTime() - lastSeenAt.getTime() >= SEEN_EVERY_MS) {
    await database.query('UPDATE raccordo.session SET last_seen_at = $2::timestamptz WHERE id = $1', [
      row.id,
      moment.toISOString(),
    ]);
    lastSeenAt = moment;
  }
  const expiresAt = endOf(createdAt, lastSeenAt).toISOString();
  return { id: row.id, person, csrfToken: csrfTokenOf(token), expiresAt };
}

export async function endSession(db: Queryable, sessionId: string): Promise<void> {
  await db.query('DELETE FROM raccordo.session WHERE id = $1', [sessionId]);
}

/** @returns how many ended */
export async function endSessionsOf(db: Queryable, userId: string, exceptSessionId: string | null): Promise<number> {
  const ended = await db.query(
    'DELETE FROM raccordo.session WHERE user_id = $1 AND id IS DISTINCT FROM $2 RETURNING id',
    [userId, exceptSessionId],
  );
  return ended.length;
}

function endOf(createdAt: Date, lastSeenAt: Date): Date {
  return new Date(Math.min(lastSeenAt.getTime() + IDLE_MS, createdAt.getTime() + ABSOLUTE_MS));
}
