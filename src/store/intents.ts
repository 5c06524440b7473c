import type { Queryable } from '../database/port.ts';
import { contentHash } from '../sync/index.ts';
import type { Intent, Lease, NewIntent } from './port.ts';

/**
 * Writes down what is about to be sent, and for creates in Exchange that it was sent: that record outlives the intent.
 * A create in the CRM makes no second item, however often it is sent, and would pass copies of its item off as ours.
 */
export async function putIntents(tx: Queryable, lease: Lease, intents: readonly NewIntent[]): Promise<void> {
  if (intents.length === 0) return;
  const rows = JSON.stringify(intents.map((intent) => ({ ...intent, payloadHash: contentHash(intent.payload) })));
  await tx.query(
    `INSERT INTO raccordo.intent (id, scope_id, kind, link_id, crm_id, exchange_id, search_key, stamp, payload,
       payload_hash, source_fields, leaves, fence)
     SELECT id, $1, kind, "linkId", "crmId", "exchangeId", "searchKey", stamp, payload, "payloadHash", "sourceFields", leaves, $3
     FROM jsonb_to_recordset($2::jsonb) AS intent (id text, kind text, "linkId" text, "crmId" text, "exchangeId" text,
       "searchKey" text, stamp text, payload jsonb, "payloadHash" text, "sourceFields" jsonb, leaves text)`,
    [lease.scopeId, rows, lease.fence],
  );
  await tx.query(
    `INSERT INTO raccordo.issue (scope_id, intent_id, stamp, payload_hash)
     SELECT $1, id, stamp, "payloadHash"
     FROM jsonb_to_recordset($2::jsonb) AS intent (id text, kind text, stamp text, "payloadHash" text)
     WHERE kind = 'createInExchange'`,
    [lease.scopeId, rows],
  );
}

export function listIntents(db: Queryable, scopeId: string): Promise<readonly Intent[]> {
  return db.query<Intent>(
    `SELECT id, kind, link_id AS "linkId", crm_id AS "crmId", exchange_id AS "exchangeId", search_key AS "searchKey",
       stamp, payload, source_fields AS "sourceFields", leaves, outcome, issued_at AS "issuedAt",
       greatest(0, extract(epoch FROM clock_timestamp() - issued_at))::double precision AS "ageSeconds"
     FROM raccordo.intent WHERE scope_id = $1 ORDER BY id`,
    [scopeId],
  );
}

export async function removeIntents(tx: Queryable, scopeId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query('DELETE FROM raccordo.intent WHERE scope_id = $1 AND id = ANY($2::text[])', [scopeId, ids]);
}

/** Intents that certainly did nothing. That they were sent proves nothing then, and is forgotten with them. */
export async function withdrawIntents(tx: Queryable, scopeId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await removeIntents(tx, scopeId, ids);
  await tx.query('DELETE FROM raccordo.issue WHERE scope_id = $1 AND intent_id = ANY($2::text[])', [scopeId, ids]);
}

export async function issuesOf(
  db: Queryable,
  scopeId: string,
  stamps: readonly string[],
  days: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (stamps.length === 0) return new Map();
  const rows = await db.query<{ stamp: string; hashes: readonly string[] }>(
    `SELECT stamp, array_agg(payload_hash ORDER BY id) AS hashes FROM raccordo.issue
     WHERE scope_id = $1 AND stamp = ANY($2::text[]) AND at > clock_timestamp() - make_interval(secs => $3 * 86400.0)
     GROUP BY stamp`,
    [scopeId, stamps, days],
  );
  return new Map(rows.map((row) => [row.stamp, row.hashes]));
}

export async function markIntentsUnknown(tx: Queryable, scopeId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(`UPDATE raccordo.intent SET outcome = 'unknown' WHERE scope_id = $1 AND id = ANY($2::text[])`, [
    scopeId,
    ids,
  ]);
}
