import type { Queryable } from '../database/index.ts';
import type { Account, AccountFilter, AccountPage, MailboxClaim, Versioned } from './settings.ts';

/** What of an account only its own run needs: kept together in one column. */
export type AccountDocument = Pick<Account, 'mailbox' | 'impersonate' | 'credentials' | 'appointmentsFrom'>;

interface AccountRow extends Pick<Account, 'id' | 'name' | 'userId' | 'profileId' | 'active' | 'firstRun'>, Versioned {
  readonly contacts: boolean;
  readonly appointments: boolean;
  readonly claim: MailboxClaim;
  /** Accounts that were stored before they could say whom to impersonate say nothing. */
  readonly document: Omit<AccountDocument, 'impersonate'> & Partial<AccountDocument>;
}

const COLUMNS = `id, name, user_id AS "userId", profile_id AS "profileId", contacts, appointments, active,
  first_run AS "firstRun", claim, version::text AS version, document`;

/** A parameter that is null does not narrow; the planner sees that, and uses the index of those that do. */
const MATCHES = `($1::text[] IS NULL OR id = ANY ($1)) AND ($2::text IS NULL OR name = $2)
  AND ($3::text[] IS NULL OR user_id = ANY ($3)) AND ($4::text IS NULL OR profile_id = $4)
  AND ($5::text IS NULL OR position(lower($5) IN lower(name)) > 0 OR position(lower($5) IN mailbox_key) > 0
    OR user_id = ANY ($6::text[]))`;

/** In order of name. */
export async function listAccounts(db: Queryable, filter: AccountFilter = {}): Promise<AccountPage['accounts']> {
  const rows = await db.query<AccountRow>(
    `SELECT ${COLUMNS} FROM raccordo.account WHERE ${MATCHES} ORDER BY name COLLATE "C"`,
    parametersOf(filter),
  );
  return rows.map(accountOf);
}

/** In order of name. */
export async function pageAccounts(
  db: Queryable,
  filter: AccountFilter,
  after: string,
  limit: number,
): Promise<AccountPage> {
  const parameters = parametersOf(filter);
  const [rows, [matching]] = await Promise.all([
    db.query<AccountRow>(
      `SELECT ${COLUMNS} FROM raccordo.account WHERE ${MATCHES} AND name > $7 COLLATE "C"
       ORDER BY name COLLATE "C" LIMIT $8`,
      [...parameters, withoutNul(after), limit + 1],
    ),
    db.query<{ total: number }>(`SELECT count(*)::integer AS total FROM raccordo.account WHERE ${MATCHES}`, parameters),
  ]);
  return { accounts: rows.slice(0, limit).map(accountOf), more: rows.length > limit, total: matching?.total ?? 0 };
}

function parametersOf({ ids, name, userIds, profileId, search }: AccountFilter): readonly unknown[] {
  const text = search === undefined ? null : withoutNul(search.text);
  const named = name === undefined ? null : withoutNul(name);
  return [ids ?? null, named, userIds ?? null, profileId ?? null, text, search?.userIds ?? null];
}

/** Text in PostgreSQL has no NUL, so nothing stored equals a text that has one; the replacement stands in no name. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}

function accountOf({ contacts, appointments, document, ...rest }: AccountRow): Account & Versioned {
  return { ...rest, ...document, impersonate: document.impersonate ?? null, synchronise: { contacts, appointments } };
}
