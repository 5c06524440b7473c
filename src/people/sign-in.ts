import { insertAudit } from './audit.ts';
import { lockLogin, readLogin } from './logins.ts';
import type { PeopleParts } from './parts.ts';
import { loginRefused } from './people-error.ts';
import type { OpenedSession } from './port.ts';
import { openSession } from './sessions.ts';
import { attemptOf, countAttempt, forgive } from './throttle.ts';

/** @see People.signIn */
export async function signIn(
  parts: PeopleParts,
  name: string,
  password: string,
  address: string,
): Promise<OpenedSession> {
  const { database, hasher, now } = parts;
  const attempt = attemptOf(name, address);
  await countAttempt(database, attempt, now());

  const typed = name.trim();
  // Both are asked each time, and a password is compared each time: how long it takes tells nothing about who exists.
  const [byName, byEmail] = [await parts.users.findByName(typed), await parts.users.findByEmail(typed)];
  const user = byName ?? byEmail;
  const { passwordHash } = await readLogin(database, user?.id ?? '');
  const isRight = await hasher.isRight(passwordHash, password);
  if (user === null || passwordHash === null || !isRight || !user.active) {
    // An unknown name is not written down: it may be a password in the wrong field.
    const object = user === null ? null : ({ kind: 'session', name: user.name } as const);
    await insertAudit(database, { actor: null, action: 'sign_in_refused', object, details: { address } }, now());
    throw loginRefused();
  }

  const renewed = hasher.isOutdated(passwordHash) ? await hasher.hash(password) : null;
  return database.transaction(async (tx) => {
    const users = parts.users.within(tx);
    const login = await lockLogin(tx, user.id);
    // Changed or switched off since the password was compared: whoever did it ended the sessions, and this one too.
    const stillActive = (await users.get(user.id))?.active === true;
    if (login.passwordHash !== passwordHash || !stillActive) throw loginRefused();
    if (renewed !== null) {
      await tx.query('UPDATE raccordo.login SET password_hash = $2 WHERE user_id = $1', [user.id, renewed]);
    }
    await forgive(tx, attempt);
    return openSession(tx, users, user.id, { how: 'password', address }, now());
  });
}
