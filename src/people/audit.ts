import type { Queryable } from '../database/index.ts';
import { cursorInvalid } from './people-error.ts';
import type { AuditEntry } from './port.ts';

/** Entries of one page at most. */
const PAGE_LIMIT = 500;
/** The largest position that a `bigint` holds has nineteen digits; none of ours will have more than eighteen. */
const CURSOR_FORM = /^[1-9]\d{0,17}$/;

interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly actor: string | null;
  readonly action: AuditEntry['action'];
  readonly objectKind: NonNullable<AuditEntry['object']>['kind'] | null;
  readonly objectName: string | null;
  readonly details: AuditEntry['details'];
}

export async function insertAudit(db: Queryable, entry: Omit<AuditEntry, 'id' | 'at'>, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO raccordo.audit (at, actor, action, object_kind, object_name, details)
     VALUES ($1::timestamptz, $2, $3, $4, $5, $6::jsonb)`,
    [
      now.toISOString(),
      entry.actor,
      entry.action,
      entry.object?.kind ?? null,
      entry.object?.name ?? null,
      JSON.stringify(entry.details),
    ],
  );
}

/** @see People.pageAudit */
export async function pageAudit(
  db: Queryable,
  cursor: string | null,
  limit: number,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly cursor: string | null }> {
  const size = Math.min(Math.max(1, limit), PAGE_LIMIT);
  const rows = await db.query<AuditRow>(
    `SELECT ordinal::text AS id, at, actor, action, object_kind AS "objectKind", object_name AS "objectName", details
     FROM raccordo.audit WHERE $1::bigint IS NULL OR ordinal < $1::bigint ORDER BY ordinal DESC LIMIT $2`,
    // One more than asked for tells whether there is another page.
    [cursor === null ? null : decodeCursor(cursor), size + 1],
  );
  const page = rows.slice(0, size);
  const last = page.at(-1);
  const next = rows.length > size && last !== undefined ? encodeCursor(last.id) : null;
  return { entries: page.map(auditEntry), cursor: next };
}

function auditEntry({ objectKind, objectName, ...row }: AuditRow): AuditEntry {
  const object = objectKind === null || objectName === null ? null : { kind: objectKind, name: objectName };
  return { ...row, object };
}

function encodeCursor(ordinal: string): string {
  return Buffer.from(ordinal, 'ascii').toString('base64url');
}

function decodeCursor(cursor: string): string {
  const ordinal = Buffer.from(cursor, 'base64url').toString('ascii');
  if (CURSOR_FORM.test(ordinal)) return ordinal;
  throw cursorInvalid();
}
