import type { Queryable } from '../database/index.ts';
import type { Role } from './port.ts';

/** What the CRM does not know about its user. */
export interface Login {
  readonly role: Role;
  readonly passwordHash: string | null;
  /** Lower case. */
  readonly verifiedEmail: string | null;
  readonly lastSignInAt: string | null;
}

interface LoginRow extends Login {
  readonly userId: string;
}

const COLUMNS = `user_id AS "userId", role, password_hash AS "passwordHash", verified_email AS "verifiedEmail",
  last_sign_in_at AS "lastSignInAt"`;

/** A user whom the CRM made by itself: no password, nothing confirmed, no rights beyond the own. */
export const NEW_LOGIN: Login = { role: 'user', passwordHash: null, verifiedEmail: null, lastSignInAt: null };

/** @param userIds only these; by default all */
export async function readLogins(db: Queryable, userIds?: readonly string[]): Promise<ReadonlyMap<string, Login>> {
  const rows = await db.query<LoginRow>(
    `SELECT ${COLUMNS} FROM raccordo.login WHERE $1::text[] IS NULL OR user_id = ANY ($1)`,
    [userIds ?? null],
  );
  return new Map(rows.map((row) => [row.userId, row]));
}

export async function readLogin(db: Queryable, userId: string): Promise<Login> {
  const [row] = await db.query<LoginRow>(`SELECT ${COLUMNS} FROM raccordo.login WHERE user_id = $1`, [userId]);
  return row ?? NEW_LOGIN;
}

/** Makes others who want to change this login wait until the transaction ends. */
export async function lockLogin(tx: Queryable, userId: string): Promise<Login> {
  await tx.query('INSERT INTO raccordo.login (user_id) VALUES ($1) ON CONFLICT (user_id) DO NOTHING', [userId]);
  await tx.query('SELECT FROM raccordo.login WHERE user_id = $1 FOR UPDATE', [userId]);
  return readLogin(tx, userId);
}

/** Makes everybody who wants to change any login wait: questions about all administrators stay answered. */
export async function lockLogins(tx: Queryable): Promise<void> {
  await tx.query('LOCK TABLE raccordo.login IN SHARE ROW EXCLUSIVE MODE');
}

export async function storeLogin(
  tx: Queryable,
  userId: string,
  { role, verifiedEmail }: Pick<Login, 'role' | 'verifiedEmail'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO raccordo.login (user_id, role, verified_email) VALUES ($1, $2, $3)
     ON CONFLICT (user_id) DO UPDATE SET role = excluded.role, verified_email = excluded.verified_email`,
    [userId, role, verifiedEmail],
  );
}
