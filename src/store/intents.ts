import { createHash } from 'node:crypto';
import type { Queryable } from '../database/port.ts';
import { canonicalText } from '../model/index.ts';
import type { Intent, Lease, NewIntent } from './port.ts';

/** Writes down what is about to be sent, and for creates that it was sent: that record outlives the intent. */
export async function putIntents(tx: Queryable, lease: Lease, intents: readonly NewIntent[]): Promise<void> {
  if (intents.length === 0) return;
  const rows = JSON.stringify(intents.map((intent) => ({ ...intent, payloadHash: payloadHash(intent) })));
  await tx.query(
    `INSERT INTO raccordo.intent (id, scope_id, kind, link_id, crm_id, exchange_id, search_key, stamp, payload,
       payload_hash, source_fields, fence)
     SELECT id, $1, kind, "linkId", "crmId", "exchangeId", "searchKey", stamp, payload, "payloadHash", "sourceFields", $3
     FROM jsonb_to_recordset($2::jsonb) AS intent (id text, kind text, "linkId" text, "crmId" text, "exchangeId" text,
       "searchKey" text, stamp text, payload jsonb, "payloadHash" text, "sourceFields" jsonb)`,
    [lease.scopeId, rows, lease.fence],
  );
  await tx.query(
    `INSERT INTO raccordo.issue (scope_id, stamp, payload_hash)
     SELECT $1, stamp, "payloadHash"
     FROM jsonb_to_recordset($2::jsonb) AS intent (kind text, stamp text, "payloadHash" text)
     WHERE kind IN ('createInExchange', 'createInCrm')`,
    [lease.scopeId, rows],
  );
}

function payloadHash(intent: NewIntent): string {
  return createHash('sha256').update(canonicalText(intent.payload)).digest('hex');
}

export function listIntents(db: Queryable, scopeId: string): Promise<readonly Intent[]> {
  return db.query<Intent>(
    `SELECT id, kind, link_id AS "linkId", crm_id AS "crmId", exchange_id AS "exchangeId", search_key AS "searchKey",
       stamp, payload, source_fields AS "sourceFields", outcome, issued_at AS "issuedAt",
       greatest(0, extract(epoch FROM clock_timestamp() - issued_at))::double precision AS "ageSeconds"
     FROM raccordo.intent WHERE scope_id = $1 ORDER BY id`,
    [scopeId],
  );
}

export async function removeIntents(tx: Queryable, scopeId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query('DELETE FROM raccordo.intent WHERE scope_id = $1 AND id = ANY($2::text[])', [scopeId, ids]);
}

export async function markIntentsUnknown(tx: Queryable, scopeId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(`UPDATE raccordo.intent SET outcome = 'unknown' WHERE scope_id = $1 AND id = ANY($2::text[])`, [
    scopeId,
    ids,
  ]);
}
