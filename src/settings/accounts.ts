import type { Database, Queryable } from '../database/index.ts';
import { isUniqueViolation } from '../database/index.ts';
import { ConnectorError, ITEM_TYPES } from '../model/index.ts';
import type { Account } from './settings.ts';

type Document = Pick<Account, 'mailbox' | 'credentials' | 'appointmentsFrom'>;

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly profileId: string;
  readonly contacts: boolean;
  readonly appointments: boolean;
  readonly active: boolean;
  readonly document: Document;
}

/** In order of name. */
export async function listAccounts(db: Queryable): Promise<readonly Account[]> {
  const rows = await db.query<AccountRow>(
    `SELECT id, name, user_id AS "userId", profile_id AS "profileId", contacts, appointments, active, document
     FROM raccordo.account ORDER BY name`,
  );
  return rows.map(({ contacts, appointments, document, ...rest }) => ({
    ...rest,
    ...document,
    synchronise: { contacts, appointments },
  }));
}

/**
 * Stores an account and lets its scopes follow: what it no longer synchronises keeps its memory and steps aside.
 * @throws ConnectorError (disposition `halt`) `mailbox_taken`: another user has the mailbox; `item_type_active_elsewhere`:
 *   another account of the user synchronises that type; `account_name_taken`; `profile_unknown`
 */
export async function putAccount(db: Database, account: Account): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      // Two accounts that are stored at the same time must see each other.
      await tx.query('LOCK TABLE raccordo.account IN SHARE ROW EXCLUSIVE MODE');
      await refuseTakenMailbox(tx, account);
      await refuseSecondAccount(tx, account);
      await writeAccount(tx, account);
      await alignScopes(tx, account);
    });
  } catch (error) {
    throw explained(error, account);
  }
}

/** The memory of its synchronisation stays, out of use: the same account comes back where it was. */
export async function deleteAccount(db: Database, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('UPDATE raccordo.scope SET active = false WHERE account_id = $1', [id]);
    await tx.query('DELETE FROM raccordo.account WHERE id = $1', [id]);
  });
}

async function refuseTakenMailbox(tx: Queryable, account: Account): Promise<void> {
  const [other] = await tx.query<{ name: string }>(
    'SELECT name FROM raccordo.account WHERE mailbox_key = $1 AND user_id <> $2 AND id <> $3 LIMIT 1',
    [mailboxKey(account), account.userId, account.id],
  );
  if (other === undefined) return;
  throw new ConnectorError({
    code: 'mailbox_taken',
    disposition: 'halt',
    message: `the mailbox belongs to another user already (account ${other.name})`,
    details: { account: account.name, otherAccount: other.name },
  });
}

async function refuseSecondAccount(tx: Queryable, account: Account): Promise<void> {
  if (!account.active) return;
  for (const itemType of ITEM_TYPES.filter((type) => account.synchronise[type])) {
    const [other] = await tx.query<{ name: string }>(
      `SELECT name FROM raccordo.account
       WHERE user_id = $1 AND id <> $2 AND active AND CASE $3 WHEN 'contacts' THEN contacts ELSE appointments END LIMIT 1`,
      [account.userId, account.id, itemType],
    );
    if (other === undefined) continue;
    throw new ConnectorError({
      code: 'item_type_active_elsewhere',
      disposition: 'halt',
      message: `the user's ${itemType} are synchronised through account ${other.name} already`,
      details: { account: account.name, itemType, otherAccount: other.name },
    });
  }
}

async function writeAccount(tx: Queryable, account: Account): Promise<void> {
  const { mailbox, credentials, appointmentsFrom } = account;
  const document: Document = { mailbox, credentials, appointmentsFrom };
  await tx.query(
    `INSERT INTO raccordo.account
       (id, name, user_id, profile_id, mailbox_key, contacts, appointments, active, document)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, user_id = excluded.user_id,
       profile_id = excluded.profile_id, mailbox_key = excluded.mailbox_key, contacts = excluded.contacts,
       appointments = excluded.appointments, active = excluded.active, document = excluded.document`,
    [
      account.id,
      account.name,
      account.userId,
      account.profileId,
      mailboxKey(account),
      account.synchronise.contacts,
      account.synchronise.appointments,
      account.active,
      JSON.stringify(document),
    ],
  );
}

/** Only ever sets scopes aside: `ensureScope` of the next run brings back the one that is wanted. */
async function alignScopes(tx: Queryable, account: Account): Promise<void> {
  await tx.query(
    `UPDATE raccordo.scope SET active = false
     WHERE account_id = $1 AND active
       AND NOT ($2::boolean AND (crm_user_id, mailbox_key) = ($3, $6) AND CASE item_type WHEN 'contacts' THEN $4::boolean ELSE $5::boolean END)`,
    [
      account.id,
      account.active,
      account.userId,
      account.synchronise.contacts,
      account.synchronise.appointments,
      mailboxKey(account),
    ],
  );
}

function mailboxKey(account: Account): string {
  return account.mailbox.trim().toLowerCase();
}

function explained(error: unknown, account: Account): unknown {
  if (isUniqueViolation(error, 'account_name_unique')) {
    const message = 'another account has this name';
    return new ConnectorError({
      code: 'account_name_taken',
      disposition: 'halt',
      message,
      details: { account: account.name },
    });
  }
  if (error instanceof ConnectorError && error.code === 'foreign_key_violation') {
    const message = 'the profile of this account does not exist';
    return new ConnectorError({
      code: 'profile_unknown',
      disposition: 'halt',
      message,
      details: { account: account.name },
    });
  }
  return error;
}
