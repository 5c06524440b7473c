import type { Queryable } from '../database/index.ts';
import { insertAudit } from './audit.ts';
import { forgetLinksOf } from './links.ts';
import { lockLogin, readLogin } from './logins.ts';
import type { PeopleParts } from './parts.ts';
import { weaknessOf } from './password-rules.ts';
import { loginRefused, passwordWeak, personUnknown } from './people-error.ts';
import type { Person, Session } from './port.ts';
import { readPerson } from './read-person.ts';
import { endSessionsOf } from './sessions.ts';
import { attemptOf, countAttempt, forgive } from './throttle.ts';

/** @throws ConnectorError `password_weak` */
export function assertStrong(password: string, person: { readonly name: string; readonly email: string }): void {
  const weakness = weaknessOf(password, person);
  if (weakness !== null) throw passwordWeak(weakness);
}

/** @see People.changePassword */
export async function changePassword(
  parts: PeopleParts,
  { id, person }: Session,
  current: string,
  next: string,
): Promise<void> {
  const { database, hasher } = parts;
  assertStrong(next, person);
  const attempt = attemptOf(person.name, null);
  await countAttempt(database, attempt, parts.now());
  const { passwordHash } = await readLogin(database, person.id);
  if (!(await hasher.isRight(passwordHash, current))) throw loginRefused();
  const nextHash = await hasher.hash(next);
  await database.transaction(async (tx) => {
    // Somebody else may have set another password since it was compared.
    if ((await lockLogin(tx, person.id)).passwordHash !== passwordHash) throw loginRefused();
    await storePassword(tx, person, nextHash, { actor: person.name, exceptSessionId: id, now: parts.now() });
  });
}

/** @see People.setPassword */
export async function setPassword(parts: PeopleParts, userId: string, password: string): Promise<void> {
  const person = await readPerson(parts.database, parts.users, userId);
  if (person === null) throw personUnknown();
  assertStrong(password, person);
  const passwordHash = await parts.hasher.hash(password);
  await parts.database.transaction((tx) =>
    storePassword(tx, person, passwordHash, { actor: 'operator', exceptSessionId: null, now: parts.now() }),
  );
}

/**
 * Stores it, ends the other sessions and takes back the links: whoever knew the old one is out. Guesses at the old one
 * count no more: who was locked out by them comes in with the new one.
 */
export async function storePassword(
  tx: Queryable,
  person: Pick<Person, 'id' | 'name' | 'email'>,
  passwordHash: string,
  {
    actor,
    exceptSessionId,
    now,
  }: { readonly actor: string; readonly exceptSessionId: string | null; readonly now: Date },
): Promise<void> {
  await lockLogin(tx, person.id);
  await tx.query('UPDATE raccordo.login SET password_hash = $2 WHERE user_id = $1', [person.id, passwordHash]);
  await endSessionsOf(tx, person.id, exceptSessionId);
  await forgetLinksOf(tx, person.id);
  for (const typed of [person.name, person.email]) await forgive(tx, attemptOf(typed, null));
  const object = { kind: 'person', name: person.name } as const;
  await insertAudit(tx, { actor, action: 'password_set', object, details: {} }, now);
}
