import { insertAudit } from './audit.ts';
import { insertPerson } from './change-person.ts';
import { consumeLink, inspectLink } from './links.ts';
import { lockLogins } from './logins.ts';
import type { PeopleParts } from './parts.ts';
import { assertStrong, storePassword } from './passwords.ts';
import { linkInvalid } from './people-error.ts';
import type { NewPerson, OpenedSession } from './port.ts';
import { openSession } from './sessions.ts';

/** @see People.redeemLink */
export async function redeemLink(parts: PeopleParts, token: string, password: string | null): Promise<OpenedSession> {
  const { database, hasher, now } = parts;
  // Looked at first: only the holder of a good link makes us hash, and a weak password costs no link.
  const found = await inspectLink(parts, token);
  if (found?.person == null) throw linkInvalid();
  const { kind, person } = found;
  if (kind === 'password') assertStrong(password ?? '', person);
  const passwordHash = kind === 'password' ? await hasher.hash(password ?? '') : null;
  return database.transaction(async (tx) => {
    const users = parts.users.within(tx);
    await consumeLink(tx, users, token, now());
    if (passwordHash !== null) {
      await storePassword(tx, person, passwordHash, { actor: person.name, exceptSessionId: null, now: now() });
    }
    return openSession(tx, users, person.id, { how: 'link', address: null }, now());
  });
}

/** @see People.createAdministrator */
export async function createAdministrator(
  parts: PeopleParts,
  token: string,
  person: NewPerson,
  password: string,
): Promise<OpenedSession> {
  const { database, hasher, now } = parts;
  if ((await inspectLink(parts, token))?.kind !== 'setup') throw linkInvalid();
  assertStrong(password, person);
  const passwordHash = await hasher.hash(password);
  return database.transaction(async (tx) => {
    // Whoever becomes the first administrator in another way meanwhile makes the link worthless.
    await lockLogins(tx);
    const users = parts.users.within(tx);
    await consumeLink(tx, users, token, now());
    const created = await insertPerson(tx, users, person, { role: 'administrator', emailVerified: true });
    const { id, name } = created;
    const object = { kind: 'person', name } as const;
    await insertAudit(tx, { actor: name, action: 'person_created', object, details: { role: 'administrator' } }, now());
    await storePassword(tx, created, passwordHash, { actor: name, exceptSessionId: null, now: now() });
    return openSession(tx, users, id, { how: 'setup', address: null }, now());
  });
}
