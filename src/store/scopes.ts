import type { Database, Queryable } from '../database/index.ts';
import { isUniqueViolation } from '../database/index.ts';
import type { ItemType } from '../model/index.ts';
import { ConnectorError } from '../model/index.ts';
import type { Lease, Scope, ScopeOwner, SyncStore } from './port.ts';

const COLUMNS = `id, account_id AS "accountId", item_type AS "itemType", mailbox_smtp AS "mailboxSmtp",
  mailbox_fingerprint AS "mailboxFingerprint", crm_user_id AS "crmUserId", epoch, rules_hash AS "rulesHash",
  deletion_rules AS "deletionRules", window_from AS "windowFrom", managed_categories AS "managedCategories", crm_instance AS "crmInstance",
  crm_high_water::double precision AS "crmHighWater", status, status_reason AS "statusReason", last_run_at AS "lastRunAt",
  last_success_at AS "lastSuccessAt"`;

/**
 * The active scope of an account and item type. An account that now belongs to another user, or names another
 * mailbox, starts with an empty memory; the old one is kept aside and comes back with its user and mailbox.
 * @throws ConnectorError `item_type_active_elsewhere` (disposition `halt`)
 */
export async function ensureScope(
  db: Database,
  { accountId, crmUserId, mailbox }: ScopeOwner,
  itemType: ItemType,
): Promise<Scope> {
  const mailboxKey = mailbox.trim().toLowerCase();
  try {
    return await db.transaction(async (tx) => {
      // Two that make the first scope of an account at the same moment would meet in whichever unique index is first.
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`scope of ${accountId}`]);
      await tx.query(
        `UPDATE raccordo.scope SET active = false
         WHERE account_id = $1 AND item_type = $2 AND (crm_user_id, mailbox_key) <> ($3, $4) AND active`,
        [accountId, itemType, crmUserId, mailboxKey],
      );
      const [scope] = await tx.query<Scope>(
        `INSERT INTO raccordo.scope (account_id, item_type, crm_user_id, mailbox_key) VALUES ($1, $2, $3, $4)
         ON CONFLICT ON CONSTRAINT scope_identity DO UPDATE SET active = true
         RETURNING ${COLUMNS}`,
        [accountId, itemType, crmUserId, mailboxKey],
      );
      if (scope === undefined) throw new Error('INSERT … RETURNING returned no row');
      return scope;
    });
  } catch (error) {
    if (isUniqueViolation(error, 'scope_mailbox_once')) throw mailboxTaken(itemType);
    if (!isUniqueViolation(error, 'scope_user_once')) throw error;
    throw new ConnectorError({
      code: 'item_type_active_elsewhere',
      disposition: 'halt',
      message: `the user's ${itemType} are synchronised through another account already`,
      details: { itemType },
    });
  }
}

export async function getScope(db: Queryable, scopeId: string): Promise<Scope | null> {
  const [scope] = await db.query<Scope>(`SELECT ${COLUMNS} FROM raccordo.scope WHERE id = $1`, [scopeId]);
  return scope ?? null;
}

export function listScopes(db: Queryable, accountIds?: readonly string[]): Promise<readonly Scope[]> {
  return db.query<Scope>(
    `SELECT ${COLUMNS} FROM raccordo.scope WHERE active AND ($1::text[] IS NULL OR account_id = ANY ($1))
     ORDER BY account_id, item_type`,
    [accountIds ?? null],
  );
}

type ScopeChange = Parameters<SyncStore['updateScope']>[1];

const ASSIGNMENTS: Readonly<Record<keyof ScopeChange, (parameter: string) => string>> = {
  mailboxSmtp: (p) => `mailbox_smtp = ${p}`,
  mailboxFingerprint: (p) => `mailbox_fingerprint = ${p}`,
  epoch: (p) => `epoch = ${p}`,
  rulesHash: (p) => `rules_hash = ${p}`,
  deletionRules: (p) => `deletion_rules = ${p}::jsonb`,
  windowFrom: (p) => `window_from = ${p}`,
  managedCategories: (p) => `managed_categories = ${p}::text[]`,
  crmInstance: (p) => `crm_instance = ${p}`,
  crmHighWater: (p) => `crm_high_water = ${p}::bigint`,
  status: (p) => `status = ${p}`,
  statusReason: (p) => `status_reason = ${p}::jsonb`,
  lastRunAt: (p) => `last_run_at = ${p}::timestamptz`,
  lastSuccessAt: (p) => `last_success_at = ${p}::timestamptz`,
};

const JSON_COLUMNS: ReadonlySet<keyof ScopeChange> = new Set(['deletionRules', 'statusReason']);

/** @throws ConnectorError `mailbox_taken` (disposition `halt`): another active scope synchronises this mailbox */
export async function updateScope(tx: Queryable, lease: Lease, change: ScopeChange): Promise<void> {
  const names = (Object.keys(ASSIGNMENTS) as (keyof ScopeChange)[]).filter((name) => change[name] !== undefined);
  if (names.length === 0) return;
  const values = names.map((name) => (JSON_COLUMNS.has(name) ? jsonOrNull(change[name]) : change[name]));
  const assignments = names.map((name, index) => ASSIGNMENTS[name](`$${index + 2}`));
  try {
    await tx.query(`UPDATE raccordo.scope SET ${assignments.join(', ')} WHERE id = $1`, [lease.scopeId, ...values]);
  } catch (error) {
    if (isUniqueViolation(error, 'scope_mailbox_once')) throw mailboxTaken(null);
    throw error;
  }
}

/** No CRM ever comes so far: whatever it shows next is less. */
const BEYOND_ANY_MARK = Number.MAX_SAFE_INTEGER;

export async function distrustCrmMarks(
  tx: Queryable,
  lease: Lease,
  { instance, highWater }: { readonly instance: string; readonly highWater: number },
): Promise<void> {
  await tx.query(
    `UPDATE raccordo.scope SET crm_high_water = $4::bigint
     WHERE id <> $1 AND crm_instance = $2 AND crm_high_water > $3::bigint`,
    [lease.scopeId, instance, highWater, BEYOND_ANY_MARK],
  );
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

function mailboxTaken(itemType: ItemType | null): ConnectorError {
  return new ConnectorError({
    code: 'mailbox_taken',
    disposition: 'halt',
    message: 'another account synchronises this mailbox already',
    details: itemType === null ? {} : { itemType },
  });
}
