import type { CrmUsers } from '../crm/builtin/index.ts';
import type { Queryable } from '../database/index.ts';
import { lockLogin } from './logins.ts';
import type { PeopleParts } from './parts.ts';
import { linkInvalid, personInactive, personUnknown } from './people-error.ts';
import type { IssuedLink, LinkKind, Person } from './port.ts';
import { hasAdministrator, readPerson } from './read-person.ts';
import { digestOf, newSecretToken } from './secret-token.ts';

type Needed = Pick<PeopleParts, 'database' | 'users' | 'now'>;

interface LinkRow {
  readonly kind: LinkKind;
  readonly userId: string | null;
}

export interface FoundLink {
  readonly kind: LinkKind;
  /** `null` for `setup`. */
  readonly person: Person | null;
}

/** @see People.issueLink. @throws ConnectorError `person_unknown`, `crm_user_inactive` */
export async function issueLink(
  { database, users, now }: Needed,
  kind: LinkKind,
  userId: string | null,
  lifetimeMs: number,
): Promise<IssuedLink> {
  const token = newSecretToken();
  const expiresAt = new Date(now().getTime() + lifetimeMs).toISOString();
  await database.transaction(async (tx) => {
    if (userId !== null) {
      const person = await readPerson(tx, users.within(tx), userId);
      if (person === null) throw personUnknown();
      if (!person.active) throw personInactive(userId);
      await lockLogin(tx, userId);
    }
    await tx.query(
      `INSERT INTO raccordo.login_link (token_hash, kind, user_id, expires_at) VALUES ($1, $2, $3, $4::timestamptz)
       ON CONFLICT (kind, coalesce(user_id, '')) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at`,
      [digestOf(token), kind, userId, expiresAt],
    );
  });
  return { token, expiresAt };
}

/** Looks without using. @see People.inspectLink */
export async function inspectLink({ database, users, now }: Needed, token: string): Promise<FoundLink | null> {
  const digest = digestOf(token);
  if (digest === null) return null;
  const [row] = await database.query<LinkRow>(
    `SELECT kind, user_id AS "userId" FROM raccordo.login_link WHERE token_hash = $1 AND expires_at > $2::timestamptz`,
    [digest, now().toISOString()],
  );
  return row === undefined ? null : leadsTo(database, users, row);
}

/**
 * Uses a link up, in the transaction of what it is used for: of two who come together, one gets it.
 * @param users of the same transaction
 * @throws ConnectorError `login_link_invalid`
 */
export async function consumeLink(tx: Queryable, users: CrmUsers, token: string, now: Date): Promise<FoundLink> {
  const digest = digestOf(token);
  const [row] =
    digest === null
      ? []
      : await tx.query<LinkRow>(
          `DELETE FROM raccordo.login_link WHERE token_hash = $1 AND expires_at > $2::timestamptz
           RETURNING kind, user_id AS "userId"`,
          [digest, now.toISOString()],
        );
  const found = row === undefined ? null : await leadsTo(tx, users, row);
  if (found === null) throw linkInvalid();
  return found;
}

/** Whoever has a new password, or may not come in any more, left no door open. */
export async function forgetLinksOf(tx: Queryable, userId: string): Promise<void> {
  await tx.query('DELETE FROM raccordo.login_link WHERE user_id = $1', [userId]);
}

async function leadsTo(db: Queryable, users: CrmUsers, { kind, userId }: LinkRow): Promise<FoundLink | null> {
  // The first administrator makes the others.
  if (userId === null) return (await hasAdministrator(db, users)) ? null : { kind, person: null };
  const person = await readPerson(db, users, userId);
  return person?.active === true ? { kind, person } : null;
}
