import type { Queryable } from '../database/port.ts';
import type { Side } from '../model/index.ts';

export async function getCursor(db: Queryable, scopeId: string, side: Side): Promise<string | null> {
  const [row] = await db.query<{ position: string }>(
    `SELECT position FROM raccordo.cursor WHERE scope_id = $1 AND side = $2 AND container = ''`,
    [scopeId, side],
  );
  return row?.position ?? null;
}

export async function putCursor(tx: Queryable, scopeId: string, side: Side, position: string | null): Promise<void> {
  if (position === null) {
    await tx.query(`DELETE FROM raccordo.cursor WHERE scope_id = $1 AND side = $2 AND container = ''`, [scopeId, side]);
    return;
  }
  await tx.query(
    `INSERT INTO raccordo.cursor (scope_id, side, position) VALUES ($1, $2, $3)
     ON CONFLICT (scope_id, side, container) DO UPDATE SET position = excluded.position`,
    [scopeId, side, position],
  );
}
