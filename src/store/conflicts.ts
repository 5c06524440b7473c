import type { Database, Queryable } from '../database/port.ts';
import type { FieldValue, ItemType, Side } from '../model/index.ts';
import { addToJournal } from './journal.ts';
import type { JournalEntry } from './port.ts';

export const CONFLICT_STATES = ['open', 'kept', 'taken', 'edited', 'superseded'] as const;
/** `superseded`: the field was changed again before anybody decided. */
export type ConflictState = (typeof CONFLICT_STATES)[number];

/** Both sides had changed one field: what each said, and the base of the value that lost. */
export interface StoredConflict {
  readonly id: string;
  readonly scopeId: string;
  readonly accountId: string;
  readonly itemType: ItemType;
  readonly runId: string;
  readonly linkId: string | null;
  readonly crmId: string | null;
  readonly exchangeId: string | null;
  readonly field: string;
  readonly winner: Side;
  readonly base: FieldValue;
  readonly crm: FieldValue;
  readonly exchange: FieldValue;
  readonly at: string;
  readonly state: ConflictState;
  /** Login name, or `operator`. */
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

export interface ConflictFilter {
  /** `null`: of all accounts. */
  readonly accountIds: readonly string[] | null;
  readonly states: readonly ConflictState[];
  readonly itemType: ItemType | null;
  /** Older than the conflict with this id: the next page. */
  readonly beforeId: string | null;
  readonly limit: number;
}

/** The conflict inbox. Conflicts come into it with the journal (`noteConflicts`); here people look and decide. */
export interface ConflictStore {
  /** Newest first; of scopes in use. */
  page(filter: ConflictFilter): Promise<readonly StoredConflict[]>;
  countOpen(accountIds: readonly string[] | null): Promise<number>;
  find(id: string): Promise<StoredConflict | null>;
  /** Ids, newest first. */
  listOpenOf(scopeId: string, linkId: string): Promise<readonly string[]>;
  /** Nothing is written on either side. @returns `false` when it was not open any more */
  keep(id: string, decidedBy: string): Promise<boolean>;
  /** The value that lost, or another one, was written: what a side holds counts more than what was decided meanwhile. */
  noteWritten(
    id: string,
    decision: { readonly state: 'taken' | 'edited'; readonly decidedBy: string },
    entry: JournalEntry,
  ): Promise<void>;
  /** An open one whose field turned out to be another by now. */
  supersede(id: string): Promise<void>;
}

/** In a migrated database. */
export function createConflictStore(db: Database): ConflictStore {
  return {
    page: (filter) => pageConflicts(db, filter),
    countOpen: async (accountIds) => {
      const [row] = await db.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM raccordo.conflict c JOIN raccordo.scope s ON s.id = c.scope_id
         WHERE c.state = 'open' AND s.active AND ($1::text[] IS NULL OR s.account_id = ANY ($1))`,
        [accountIds],
      );
      return row?.count ?? 0;
    },
    find: async (id) => {
      if (!ID_FORM.test(id)) return null;
      const [found] = await db.query<StoredConflict>(
        `SELECT ${COLUMNS} FROM ${CONFLICTS} WHERE s.active AND c.id = $1::bigint`,
        [id],
      );
      return found ?? null;
    },
    listOpenOf: async (scopeId, linkId) => {
      const rows = await db.query<{ id: string }>(
        `SELECT id::text FROM raccordo.conflict WHERE scope_id = $1 AND link_id = $2 AND state = 'open' ORDER BY id DESC`,
        [scopeId, linkId],
      );
      return rows.map(({ id }) => id);
    },
    keep: async (id, decidedBy) => {
      const kept = await db.query(
        `UPDATE raccordo.conflict SET state = 'kept', decided_by = $2, decided_at = clock_timestamp()
         WHERE id = $1::bigint AND state = 'open' RETURNING id`,
        [id, decidedBy],
      );
      return kept.length > 0;
    },
    noteWritten: (id, { state, decidedBy }, entry) =>
      db.transaction(async (tx) => {
        const [row] = await tx.query<{ scopeId: string }>(
          `UPDATE raccordo.conflict SET state = $2, decided_by = $3, decided_at = clock_timestamp()
           WHERE id = $1::bigint RETURNING scope_id AS "scopeId"`,
          [id, state, decidedBy],
        );
        if (row !== undefined) await addToJournal(tx, row.scopeId, [entry]);
      }),
    supersede: async (id) => {
      await db.query(`UPDATE raccordo.conflict SET state = 'superseded' WHERE id = $1::bigint AND state = 'open'`, [
        id,
      ]);
    },
  };
}

/** The largest `bigint` has nineteen digits; none of ours will have more than eighteen. */
const ID_FORM = /^[1-9]\d{0,17}$/;

const CONFLICTS = 'raccordo.conflict c JOIN raccordo.scope s ON s.id = c.scope_id';
const COLUMNS = `c.id::text AS id, c.scope_id AS "scopeId", s.account_id AS "accountId", s.item_type AS "itemType",
  c.run_id AS "runId", c.link_id AS "linkId", c.crm_id AS "crmId", c.exchange_id AS "exchangeId", c.field, c.winner,
  c.base, c.crm, c.exchange, c.at, c.state, c.decided_by AS "decidedBy", c.decided_at AS "decidedAt"`;

function pageConflicts(db: Queryable, filter: ConflictFilter): Promise<readonly StoredConflict[]> {
  return db.query<StoredConflict>(
    `SELECT ${COLUMNS} FROM ${CONFLICTS}
     WHERE s.active AND ($1::text[] IS NULL OR s.account_id = ANY ($1)) AND c.state = ANY ($2::text[])
       AND ($3::text IS NULL OR s.item_type = $3) AND ($4::bigint IS NULL OR c.id < $4)
     ORDER BY c.id DESC LIMIT $5`,
    [filter.accountIds, filter.states, filter.itemType, filter.beforeId, filter.limit],
  );
}

/**
 * Takes the conflicts of a batch of the journal into the inbox, in the transaction of that batch. An open conflict of
 * the same field becomes superseded, also by a write that is none; those of an item that is deleted do as a whole.
 */
export async function noteConflicts(tx: Queryable, scopeId: string, entries: readonly JournalEntry[]): Promise<void> {
  const touched = entries.flatMap(touchedBy);
  if (touched.length > 0)
    await tx.query(
      `UPDATE raccordo.conflict c SET state = 'superseded', superseded_by = touched.intent_id
       FROM ${TOUCHED}
       WHERE c.scope_id = $1 AND c.link_id = touched.link_id AND c.field = coalesce(touched.field, c.field)
         AND c.state = 'open'`,
      [scopeId, ...columnsOf(touched)],
    );
  const conflicts = entries.filter(({ op, conflict }) => op === 'conflict' && conflict !== null);
  if (conflicts.length === 0) return;
  await tx.query(
    `INSERT INTO raccordo.conflict (scope_id, run_id, link_id, crm_id, exchange_id, field, winner, base, crm, exchange,
       intent_id)
     SELECT $1, "runId", "linkId", "crmId", "exchangeId", conflict ->> 'field', conflict ->> 'winner',
       conflict -> 'base', conflict -> 'crm', conflict -> 'exchange', "intentId"
     FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS ("runId" text, "linkId" text, "crmId" text, "exchangeId" text,
       conflict jsonb, "intentId" text)) WITH ORDINALITY
     ORDER BY ordinality`,
    [scopeId, JSON.stringify(conflicts)],
  );
}

/**
 * The inbox as if these writes had never been announced: their conflicts go, and what they had made superseded is open
 * again. What a person decided meanwhile stands.
 * @param entries as they were taken out of the journal
 */
export async function withdrawConflicts(
  tx: Queryable,
  scopeId: string,
  entries: readonly JournalEntry[],
): Promise<void> {
  const touched = entries.flatMap(touchedBy);
  if (touched.length === 0) return;
  await tx.query(
    `DELETE FROM raccordo.conflict c USING ${TOUCHED}
     WHERE c.scope_id = $1 AND c.link_id = touched.link_id AND c.field = touched.field
       AND c.intent_id = touched.intent_id AND c.state = 'open'`,
    [scopeId, ...columnsOf(touched)],
  );
  await tx.query(
    `UPDATE raccordo.conflict c SET state = 'open', superseded_by = NULL FROM ${TOUCHED}
     WHERE c.scope_id = $1 AND c.link_id = touched.link_id AND c.field = coalesce(touched.field, c.field)
       AND c.superseded_by = touched.intent_id AND c.state = 'superseded'`,
    [scopeId, ...columnsOf(touched)],
  );
}

interface Touched {
  readonly linkId: string;
  /** `null`: all fields. */
  readonly field: string | null;
  readonly intentId: string | null;
}

const TOUCHED = 'unnest($2::text[], $3::text[], $4::text[]) AS touched (link_id, field, intent_id)';

function columnsOf(touched: readonly Touched[]) {
  return [
    touched.map(({ linkId }) => linkId),
    touched.map(({ field }) => field),
    touched.map(({ intentId }) => intentId),
  ] as const;
}

function touchedBy({ op, linkId, after, conflict, intentId }: JournalEntry): readonly Touched[] {
  if (linkId === null) return [];
  const touches = (field: string | null): Touched => ({ linkId, field, intentId: intentId ?? null });
  if (op === 'delete') return [touches(null)];
  if (op === 'conflict') return conflict === null ? [] : [touches(conflict.field)];
  return op === 'update' ? Object.keys(after ?? {}).map(touches) : [];
}
