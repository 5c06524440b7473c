import type { Database, Queryable } from '../database/index.ts';
import { isUniqueViolation } from '../database/index.ts';
import { ConnectorError, ITEM_TYPES } from '../model/index.ts';
import { refuseChangedProfile } from './profiles.ts';
import type { AccountDocument } from './read-accounts.ts';
import type { Account, MailboxClaim, Versioned } from './settings.ts';

/** A granted claim as it counts now: what was granted for an e-mail address ends with the address. */
export type ClaimInForce = (tx: Queryable, account: Pick<Account, 'userId' | 'claim'>) => Promise<MailboxClaim>;

export interface AccountConditions {
  readonly expectedVersion: string | null;
  readonly profileVersion: string | undefined;
  readonly claimInForce: ClaimInForce;
}

/**
 * Stores an account and lets its scopes follow: what it no longer synchronises keeps its memory and steps aside.
 * @throws ConnectorError (disposition `halt`) `mailbox_taken`: another user has the mailbox; `item_type_active_elsewhere`:
 *   another account of the user synchronises that type; `account_name_taken`; `profile_unknown`;
 *   `account_changed`, `profile_changed` (disposition `conflict`)
 */
export async function putAccount(
  db: Database,
  account: Account,
  { expectedVersion, profileVersion, claimInForce }: AccountConditions,
): Promise<Versioned> {
  try {
    return await db.transaction(async (tx) => {
      await lockAccounts(tx);
      if (profileVersion !== undefined) await refuseChangedProfile(tx, account.profileId, profileVersion);
      await refuseChanged(tx, account.id, expectedVersion);
      await takeMailbox(tx, account, claimInForce);
      await refuseSecondAccount(tx, account);
      return { version: await writeAccountAndScopes(tx, account) };
    });
  } catch (error) {
    throw explained(error, account);
  }
}

/**
 * The memory of its synchronisation stays, out of use: the same account comes back where it was.
 * @throws ConnectorError `account_changed` (disposition `conflict`)
 */
export async function deleteAccount(db: Database, id: string, expectedVersion: string | null): Promise<void> {
  await db.transaction(async (tx) => {
    await lockAccounts(tx);
    await refuseChanged(tx, id, expectedVersion);
    await tx.query('UPDATE raccordo.scope SET active = false WHERE account_id = $1', [id]);
    await tx.query('DELETE FROM raccordo.account WHERE id = $1', [id]);
  });
}

/** Two accounts that are stored at the same time must see each other. */
export async function lockAccounts(tx: Queryable): Promise<void> {
  await tx.query('LOCK TABLE raccordo.account IN SHARE ROW EXCLUSIVE MODE');
}

/** @returns its version */
export async function writeAccountAndScopes(tx: Queryable, account: Account): Promise<string> {
  const version = await writeAccount(tx, account);
  await alignScopes(tx, account);
  return version;
}

async function refuseChanged(tx: Queryable, id: string, expectedVersion: string | null): Promise<void> {
  if (expectedVersion === null) return;
  const [stored] = await tx.query<Versioned>(
    'SELECT version::text AS version FROM raccordo.account WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (stored?.version === expectedVersion) return;
  throw new ConnectorError({
    code: 'account_changed',
    disposition: 'conflict',
    message: 'the account was changed or deleted since it was read',
  });
}

/**
 * Only who was granted a mailbox has it: a claim that waits must not keep its owner out. One that was granted and no
 * longer counts ends for good where somebody else is granted the mailbox: it must not come back beside theirs.
 */
async function takeMailbox(tx: Queryable, account: Account, claimInForce: ClaimInForce): Promise<void> {
  const others = await tx.query<Pick<Account, 'id' | 'name' | 'userId' | 'claim'>>(
    `SELECT id, name, user_id AS "userId", claim FROM raccordo.account
     WHERE mailbox_key = $1 AND user_id <> $2 AND id <> $3 AND claim->>'state' = 'granted'`,
    [mailboxKey(account), account.userId, account.id],
  );
  for (const other of others) {
    const claim = await claimInForce(tx, other);
    if (claim.state === 'granted') throw mailboxTaken(account, other);
    if (account.claim.state === 'granted') await endClaim(tx, other.id, claim);
  }
}

async function endClaim(tx: Queryable, accountId: string, claim: MailboxClaim): Promise<void> {
  await tx.query('UPDATE raccordo.account SET claim = $2::jsonb, version = version + 1 WHERE id = $1', [
    accountId,
    JSON.stringify(claim),
  ]);
  await tx.query('UPDATE raccordo.scope SET active = false WHERE account_id = $1', [accountId]);
}

function mailboxTaken(account: Pick<Account, 'name'>, other: Pick<Account, 'name'>): ConnectorError {
  return new ConnectorError({
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

async function writeAccount(tx: Queryable, account: Account): Promise<string> {
  const { mailbox, impersonate, credentials, appointmentsFrom } = account;
  const document: AccountDocument = { mailbox, impersonate, credentials, appointmentsFrom };
  const [row] = await tx.query<Versioned>(
    `INSERT INTO raccordo.account AS stored
       (id, name, user_id, profile_id, mailbox_key, contacts, appointments, active, first_run, claim, document)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, user_id = excluded.user_id,
       profile_id = excluded.profile_id, mailbox_key = excluded.mailbox_key, contacts = excluded.contacts,
       appointments = excluded.appointments, active = excluded.active, first_run = excluded.first_run,
       claim = excluded.claim, document = excluded.document, version = stored.version + 1
     RETURNING version::text AS version`,
    [
      account.id,
      account.name,
      account.userId,
      account.profileId,
      mailboxKey(account),
      account.synchronise.contacts,
      account.synchronise.appointments,
      account.active,
      account.firstRun,
      JSON.stringify(account.claim),
      JSON.stringify(document),
    ],
  );
  if (row === undefined) throw new Error('INSERT … RETURNING returned no row');
  return row.version;
}

/** Only ever sets scopes aside: `ensureScope` of the next run brings back the one that is wanted. */
async function alignScopes(tx: Queryable, account: Account): Promise<void> {
  await tx.query(
    `UPDATE raccordo.scope SET active = false
     WHERE account_id = $1 AND active
       AND NOT ($2::boolean AND (crm_user_id, mailbox_key) = ($3, $6) AND CASE item_type WHEN 'contacts' THEN $4::boolean ELSE $5::boolean END)`,
    [
      account.id,
      account.active && account.claim.state === 'granted',
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
