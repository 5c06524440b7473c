import type { Queryable } from '../database/port.ts';
import type { Side } from '../model/index.ts';
import type { QuarantineEntry } from './port.ts';

export async function putQuarantine(
  tx: Queryable,
  scopeId: string,
  entries: readonly QuarantineEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `INSERT INTO raccordo.quarantine (scope_id, side, item_id, attempts, next_at, error_code, error_details)
     SELECT $1, side, "itemId", attempts, "nextAt", "errorCode", "errorDetails"
     FROM jsonb_to_recordset($2::jsonb) AS entry (side text, "itemId" text, attempts integer, "nextAt" timestamptz,
       "errorCode" text, "errorDetails" jsonb)
     ON CONFLICT (scope_id, side, item_id) DO UPDATE SET attempts = excluded.attempts, next_at = excluded.next_at,
       error_code = excluded.error_code, error_details = excluded.error_details`,
    [scopeId, JSON.stringify(entries)],
  );
}

export async function removeQuarantine(
  tx: Queryable,
  scopeId: string,
  items: readonly { readonly side: Side; readonly itemId: string }[],
): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `DELETE FROM raccordo.quarantine q USING unnest($2::text[], $3::text[]) AS item (side, item_id)
     WHERE q.scope_id = $1 AND q.side = item.side AND q.item_id = item.item_id`,
    [scopeId, items.map((item) => item.side), items.map((item) => item.itemId)],
  );
}

/** A changed item is looked at again at once; the attempts so far still count. */
export async function endQuarantineOfChanged(
  tx: Queryable,
  scopeId: string,
  side: Side,
  ids: readonly string[],
): Promise<void> {
  await tx.query(
    `UPDATE raccordo.quarantine SET next_at = clock_timestamp()
     WHERE scope_id = $1 AND side = $2 AND item_id = ANY($3::text[]) AND next_at > clock_timestamp()`,
    [scopeId, side, ids],
  );
}

/**
 * Another version of the program than the one that ran last may know how to treat what was parked: all of it is due at once,
 * and the attempts so far still count. Once for each change of version, in whatever process.
 * @returns how many items are due by that
 */
export async function retryParkedAfterUpgrade(db: Queryable, program: string): Promise<number> {
  const due = await db.query(
    `WITH changed AS (
       UPDATE raccordo.installation SET program = $1 WHERE program IS DISTINCT FROM $1 RETURNING one
     )
     UPDATE raccordo.quarantine SET next_at = clock_timestamp()
     WHERE next_at > clock_timestamp() AND EXISTS (SELECT 1 FROM changed)
     RETURNING item_id`,
    [program],
  );
  return due.length;
}

export function listQuarantine(db: Queryable, scopeId: string): Promise<readonly QuarantineEntry[]> {
  return db.query<QuarantineEntry>(
    `SELECT side, item_id AS "itemId", attempts, next_at AS "nextAt", error_code AS "errorCode",
       error_details AS "errorDetails"
     FROM raccordo.quarantine WHERE scope_id = $1 ORDER BY side, item_id`,
    [scopeId],
  );
}
