import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database, Queryable } from '../../database/port.ts';
import type { CrmUser } from '../port.ts';
import { alreadyExists, invalidInput, noSuchUser, userInactive } from './crm-error.ts';
import { foldText } from './derived-columns.ts';
import { timeZone } from './text-schema.ts';

export const userSchema = z.strictObject({
  /** Login name. Records of what was done call the holder of the token `operator`: nobody else may pass for them. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine((name) => name.toLowerCase() !== 'operator' && !/\p{C}/u.test(name), 'is not a name for a person'),
  displayName: z.string().trim().min(1).max(200),
  email: z.email().max(320),
  timeZone,
});

export type NewUser = z.infer<typeof userSchema>;

/** Users are never deleted, only deactivated: records and tombstones go on naming them. */
export interface CrmUsers {
  /** @throws ConnectorError `crm_user_exists`, `crm_invalid_record` */
  create(user: NewUser): Promise<CrmUser>;
  get(id: string): Promise<CrmUser | null>;
  /** By login name, without regard to case. */
  findByName(name: string): Promise<CrmUser | null>;
  /** Without regard to case. */
  findByEmail(email: string): Promise<CrmUser | null>;
  /** In order of their names, the inactive ones included. @param ids only these; by default all */
  list(ids?: readonly string[]): Promise<readonly CrmUser[]>;
  /**
   * As `list`, in pages. @param afterId the last one seen; `null` begins
   * @returns `null` when there is nobody of that id
   */
  page(afterId: string | null, limit: number): Promise<readonly CrmUser[] | null>;
  /** Ids of those in whose names and e-mail address every word of the text is found, as records are searched. */
  search(text: string): Promise<readonly string[]>;
  /** @throws ConnectorError `crm_user_unknown`, `crm_user_exists`, `crm_invalid_record` */
  update(id: string, change: Partial<NewUser>): Promise<CrmUser>;
  /** @throws ConnectorError `crm_user_unknown` */
  setActive(id: string, active: boolean): Promise<CrmUser>;
  /** The same users inside a transaction that is open already: what is written here and there stands or falls together. */
  within(tx: Queryable): CrmUsers;
}

interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly display_name: string;
  readonly email: string;
  readonly time_zone: string;
  readonly active: boolean;
}

const COLUMNS = 'id, name, display_name, email, time_zone, active';

type InTransaction = <T>(work: (tx: Queryable) => Promise<T>) => Promise<T>;

export function createUsers(db: Database): CrmUsers {
  return usersOn(db, (work) => db.transaction(work));
}

function usersOn(db: Queryable, inTransaction: InTransaction): CrmUsers {
  const one = async (condition: string, value: string) => {
    const rows = await db.query<UserRow>(`SELECT ${COLUMNS} FROM crm.users WHERE ${condition}`, [value]);
    return rows[0] === undefined ? null : crmUser(rows[0]);
  };
  const get = (id: string) => one('id = $1', id);
  return {
    get,
    findByName: (name) => one('lower(name) = lower($1)', name),
    findByEmail: (email) => one('lower(email) = lower($1)', email),
    within: (tx) => usersOn(tx, (work) => work(tx)),
    async list(ids) {
      const rows = await db.query<UserRow>(
        `SELECT ${COLUMNS} FROM crm.users WHERE $1::text[] IS NULL OR id = ANY ($1) ORDER BY lower(name)`,
        [ids ?? null],
      );
      return rows.map(crmUser);
    },
    async page(afterId, limit) {
      if (afterId !== null && (await get(afterId)) === null) return null;
      const rows = await db.query<UserRow>(
        `SELECT ${COLUMNS} FROM crm.users
         WHERE $1::text IS NULL OR lower(name) > (SELECT lower(name) FROM crm.users WHERE id = $1)
         ORDER BY lower(name) LIMIT $2`,
        [afterId, limit],
      );
      return rows.map(crmUser);
    },
    async search(text) {
      const words = foldText(text).split(/\s+/);
      const rows = await db.query<Pick<UserRow, 'id' | 'name' | 'display_name' | 'email'>>(
        'SELECT id, name, display_name, email FROM crm.users',
      );
      return rows.filter((row) => hasAll(words, `${row.display_name} ${row.name} ${row.email}`)).map(({ id }) => id);
    },
    async create(input) {
      const user = checked(input);
      return inTransaction(async (tx) => {
        await assertFree(tx, null, user);
        const rows = await tx.query<UserRow>(
          `INSERT INTO crm.users (id, name, display_name, email, time_zone) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
          [randomUUID(), user.name, user.displayName, user.email, user.timeZone],
        );
        return crmUser(rows[0] as UserRow);
      });
    },
    async update(id, change) {
      const current = await get(id);
      if (current === null) throw noSuchUser(id);
      const { name, displayName, email, timeZone: zone } = current;
      const user = checked({ name, displayName, email, timeZone: zone, ...change });
      return inTransaction(async (tx) => {
        await assertFree(tx, id, user);
        const rows = await tx.query<UserRow>(
          `UPDATE crm.users SET name = $2, display_name = $3, email = $4, time_zone = $5 WHERE id = $1 RETURNING ${COLUMNS}`,
          [id, user.name, user.displayName, user.email, user.timeZone],
        );
        return crmUser(rows[0] as UserRow);
      });
    },
    async setActive(id, active) {
      const rows = await db.query<UserRow>(`UPDATE crm.users SET active = $2 WHERE id = $1 RETURNING ${COLUMNS}`, [
        id,
        active,
      ]);
      if (rows[0] === undefined) throw noSuchUser(id);
      return crmUser(rows[0]);
    },
  };
}

/** @throws ConnectorError `crm_user_unknown`, `crm_user_inactive` */
export async function requireActiveUsers(db: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await db.query<{ id: string; active: boolean }>(
    'SELECT id, active FROM crm.users WHERE id = ANY ($1::text[])',
    [ids],
  );
  const active = new Map(rows.map((row) => [row.id, row.active]));
  for (const id of ids) {
    if (!active.has(id)) throw noSuchUser(id);
    if (active.get(id) === false) throw userInactive(id);
  }
}

function checked(input: NewUser): NewUser {
  const parsed = userSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidInput(
    'user',
    parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
  );
}

async function assertFree(tx: Queryable, id: string | null, user: NewUser): Promise<void> {
  const rows = await tx.query<{ name: string }>(
    `SELECT name FROM crm.users WHERE (lower(name) = lower($1) OR lower(email) = lower($2)) AND id IS DISTINCT FROM $3`,
    [user.name, user.email, id],
  );
  const taken = rows[0];
  if (taken !== undefined)
    throw alreadyExists('user', taken.name.toLowerCase() === user.name.toLowerCase() ? 'name' : 'email');
}

function hasAll(words: readonly string[], text: string): boolean {
  const folded = foldText(text);
  return words.every((word) => folded.includes(word));
}

function crmUser(row: UserRow): CrmUser {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    email: row.email,
    timeZone: row.time_zone,
    active: row.active,
  };
}
