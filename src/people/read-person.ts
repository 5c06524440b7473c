import { createHash } from 'node:crypto';
import type { CrmUsers } from '../crm/builtin/index.ts';
import type { CrmUser } from '../crm/port.ts';
import type { Queryable } from '../database/index.ts';
import type { Login } from './logins.ts';
import { NEW_LOGIN, readLogin, readLogins } from './logins.ts';
import { cursorInvalid } from './people-error.ts';
import type { Person } from './port.ts';

/** In order of their names. */
export async function listPersons(
  db: Queryable,
  users: CrmUsers,
  userIds?: readonly string[],
): Promise<readonly Person[]> {
  const [found, logins] = await Promise.all([users.list(userIds), readLogins(db, userIds)]);
  return found.map((user) => personOf(user, logins.get(user.id)));
}

export async function pagePersons(
  db: Queryable,
  users: CrmUsers,
  afterId: string | null,
  limit: number,
): Promise<readonly Person[]> {
  const found = await users.page(afterId, limit);
  if (found === null) throw cursorInvalid();
  const logins = await readLogins(
    db,
    found.map(({ id }) => id),
  );
  return found.map((user) => personOf(user, logins.get(user.id)));
}

export async function findPersonByName(db: Queryable, users: CrmUsers, name: string): Promise<Person | null> {
  const user = await users.findByName(name);
  return user === null ? null : personOf(user, await readLogin(db, user.id));
}

/** Whether somebody active has that role. Anybody may ask, so it must not cost more where there are many users. */
export async function hasAdministrator(db: Queryable, users: CrmUsers): Promise<boolean> {
  const rows = await db.query<{ userId: string }>(
    `SELECT user_id AS "userId" FROM raccordo.login WHERE role = 'administrator'`,
  );
  for (const { userId } of rows) if ((await users.get(userId))?.active === true) return true;
  return false;
}

export async function readPerson(db: Queryable, users: CrmUsers, userId: string): Promise<Person | null> {
  const user = await users.get(userId);
  return user === null ? null : personOf(user, await readLogin(db, userId));
}

export function personOf(user: CrmUser, login: Login = NEW_LOGIN): Person {
  const { role, lastSignInAt } = login;
  const facts = {
    ...user,
    role,
    hasPassword: login.passwordHash !== null,
    // Compared each time: whatever changes the address in the CRM, the confirmation was for the other one.
    emailVerified: login.verifiedEmail === user.email.toLowerCase(),
  };
  return { ...facts, lastSignInAt, version: versionOf(facts) };
}

/** Made from all that a change can change, so nobody who writes beside us can forget to count it. A sign-in is no change. */
function versionOf(facts: Omit<Person, 'lastSignInAt' | 'version'>): string {
  const { id, name, displayName, email, timeZone, active, role, hasPassword, emailVerified } = facts;
  const text = JSON.stringify([id, name, displayName, email, timeZone, active, role, hasPassword, emailVerified]);
  return createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 22);
}

export function isActiveAdministrator({ active, role }: Person): boolean {
  return active && role === 'administrator';
}
