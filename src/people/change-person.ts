import type { CrmUsers } from '../crm/builtin/index.ts';
import type { Queryable } from '../database/index.ts';
import { forgetLinksOf } from './links.ts';
import { lockLogin, lockLogins, readLogin, storeLogin } from './logins.ts';
import type { PeopleParts } from './parts.ts';
import { lastAdministrator, personChanged, personUnknown } from './people-error.ts';
import type { NewPerson, Person, PersonChange, Role } from './port.ts';
import { hasAdministrator, isActiveAdministrator, personOf, readPerson } from './read-person.ts';
import { endSessionsOf } from './sessions.ts';

/** @param users of the same transaction */
export async function insertPerson(
  tx: Queryable,
  users: CrmUsers,
  person: NewPerson,
  login: { readonly role: Role; readonly emailVerified: boolean },
): Promise<Person> {
  const user = await users.create(person);
  const verifiedEmail = login.emailVerified ? user.email.toLowerCase() : null;
  await storeLogin(tx, user.id, { role: login.role, verifiedEmail });
  return personOf(user, await readLogin(tx, user.id));
}

/** @see People.update */
export async function updatePerson(
  parts: Pick<PeopleParts, 'database' | 'users'>,
  userId: string,
  change: PersonChange,
  expectedVersion: string | null,
): Promise<Person> {
  return parts.database.transaction(async (tx) => {
    // Two administrators who demote each other at the same moment must see each other.
    await lockLogins(tx);
    const users = parts.users.within(tx);
    const before = await readPerson(tx, users, userId);
    if (before === null) throw personUnknown();
    if (expectedVersion !== null && expectedVersion !== before.version) throw personChanged();

    const { active, role = before.role, emailVerified, ...facts } = change;
    let user = await users.update(userId, facts);
    if (active !== undefined && active !== user.active) user = await users.setActive(userId, active);
    const login = await lockLogin(tx, userId);
    const email = user.email.toLowerCase();
    const keeps = login.verifiedEmail === email && before.email.toLowerCase() === email;
    await storeLogin(tx, userId, { role, verifiedEmail: (emailVerified ?? keeps) ? email : null });

    const after = personOf(user, await readLogin(tx, userId));
    if (isActiveAdministrator(before) && !isActiveAdministrator(after)) {
      if (!(await hasAdministrator(tx, users))) throw lastAdministrator();
      await endSessionsOf(tx, userId, null);
    }
    if (!after.active) {
      await endSessionsOf(tx, userId, null);
      await forgetLinksOf(tx, userId);
    }
    return after;
  });
}
