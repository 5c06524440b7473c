import type { Database, Queryable } from '../database/port.ts';
import type { Side } from '../model/index.ts';
import type { NewHint } from './port.ts';

/** Differences between the two sides and the memory; see `docs/spec/synchronisation.md`. */
export type FindingKind =
  /** Changed on a side, and nothing waits to look at it. */
  | 'missedChange'
  /** Not changed since the two were in step, and yet not what is remembered. */
  | 'differs'
  | 'itemMissing'
  | 'recordMissing'
  | 'unknownItem'
  | 'unknownRecord'
  /** The item lacks the stamp that the memory says it has, or has one that the memory denies. */
  | 'wrongStamp'
  | 'duplicate'
  /** The item is there under another id. */
  | 'linkMoved';

/** One thing that a verification found. */
export interface Finding {
  readonly kind: FindingKind;
  readonly crmId: string | null;
  readonly exchangeId: string | null;
  /** Name or subject: content, shown and never logged. */
  readonly label: string | null;
  /** Names of the fields that differ. */
  readonly fields: readonly string[];
  readonly details: Readonly<Record<string, string | number | boolean>>;
  /** What a repair does: it mends the link, has the next run look at the item, or can do nothing. */
  readonly repair: 'relink' | 'lookAgain' | 'none';
}

export interface StoredFinding extends Finding {
  readonly ordinal: number;
}

/** How much a verification compared. */
export interface Compared {
  readonly links: number;
  readonly records: number;
  readonly items: number;
}

export interface VerificationHead {
  readonly runId: string;
  readonly scopeId: string;
  readonly compared: Compared;
  /** Number of findings. */
  readonly total: number;
}

/** An item that a side lists and no live link names. */
export interface SightedStranger {
  readonly itemId: string;
  /** Code of the reason with which the memory knows it; `null`: it does not. */
  readonly knownAs: string | null;
}

/**
 * What a verification works with and leaves behind. The sets of ids are kept in the database, so that memory is bounded
 * by the size of a page, whatever the size of a mailbox.
 */
export interface FindingStore {
  /** Forgets what an interrupted verification of the scope has sighted. */
  begin(scopeId: string): Promise<void>;
  sight(runId: string, side: Side, ids: readonly string[]): Promise<void>;
  /** As if it had not been listed: it is accounted for already. */
  unsight(runId: string, side: Side, ids: readonly string[]): Promise<void>;
  countSighted(runId: string): Promise<Readonly<Record<Side, number>>>;
  /** Sighted, named by no live link, and not waiting to be looked at; in order of id. */
  pageStrangers(
    run: { readonly runId: string; readonly scopeId: string },
    side: Side,
    after: string | null,
    limit: number,
  ): Promise<readonly SightedStranger[]>;
  /** Unlinked items of the memory that their side does not list, and that do not wait to be looked at. */
  pageVanished(
    run: { readonly runId: string; readonly scopeId: string },
    side: Side,
    after: string | null,
    limit: number,
  ): Promise<readonly string[]>;
  /** Those of the items that wait to be looked at. */
  hintedAmong(scopeId: string, items: readonly NewHint[]): Promise<readonly NewHint[]>;
  /** Ends that more than one live link names: what no store should hold. */
  listSharedEnds(scopeId: string, limit: number): Promise<readonly (NewHint & { readonly links: number })[]>;

  add(runId: string, findings: readonly Finding[]): Promise<void>;
  /** Findings about items that a change list announces are none: the next run looks at them. */
  dropAbout(runId: string, side: Side, ids: readonly string[]): Promise<void>;
  /** The same about everything that the side lists. */
  dropAboutSighted(runId: string, side: Side): Promise<void>;
  finish(run: { readonly runId: string; readonly scopeId: string }, compared: Compared): Promise<void>;

  /** `null`: the run is no verification, or has not come to its end. */
  head(runId: string): Promise<VerificationHead | null>;
  /** In order. */
  page(runId: string, afterOrdinal: number, limit: number): Promise<readonly StoredFinding[]>;
}

/** In a migrated database. */
export function createFindingStore(db: Database): FindingStore {
  return {
    begin: async (scopeId) => {
      await db.query(`DELETE FROM raccordo.sighted s USING raccordo.run r WHERE r.id = s.run_id AND r.scope_id = $1`, [
        scopeId,
      ]);
    },
    sight: async (runId, side, ids) => {
      if (ids.length === 0) return;
      await db.query(
        `INSERT INTO raccordo.sighted (run_id, side, item_id) SELECT DISTINCT $1, $2, id FROM unnest($3::text[]) AS id
         ON CONFLICT DO NOTHING`,
        [runId, side, ids],
      );
    },
    unsight: async (runId, side, ids) => {
      if (ids.length === 0) return;
      await db.query('DELETE FROM raccordo.sighted WHERE run_id = $1 AND side = $2 AND item_id = ANY ($3::text[])', [
        runId,
        side,
        ids,
      ]);
    },
    countSighted: async (runId) => {
      const rows = await db.query<{ side: Side; count: number }>(
        'SELECT side, count(*)::integer AS count FROM raccordo.sighted WHERE run_id = $1 GROUP BY side',
        [runId],
      );
      return { crm: 0, exchange: 0, ...Object.fromEntries(rows.map(({ side, count }) => [side, count])) };
    },
    pageStrangers: ({ runId, scopeId }, side, after, limit) =>
      db.query<SightedStranger>(
        `SELECT s.item_id AS "itemId", u.reason ->> 'code' AS "knownAs"
         FROM raccordo.sighted s
         LEFT JOIN raccordo.unlinked u ON u.scope_id = $2 AND u.side = s.side AND u.item_id = s.item_id
         WHERE s.run_id = $1 AND s.side = $3 AND s.item_id > $4
           AND NOT EXISTS (SELECT FROM raccordo.link l WHERE l.scope_id = $2 AND l.state <> 'CLOSED'
             AND ${END_OF[side]} = s.item_id)
           AND NOT EXISTS (SELECT FROM raccordo.hint h WHERE h.scope_id = $2 AND h.side = s.side
             AND h.item_id = s.item_id)
         ORDER BY s.item_id LIMIT $5`,
        [runId, scopeId, side, after ?? '', limit],
      ),
    pageVanished: async ({ runId, scopeId }, side, after, limit) => {
      const rows = await db.query<{ itemId: string }>(
        `SELECT u.item_id AS "itemId" FROM raccordo.unlinked u
         WHERE u.scope_id = $2 AND u.side = $3 AND u.item_id > $4
           AND NOT EXISTS (SELECT FROM raccordo.sighted s WHERE s.run_id = $1 AND s.side = u.side
             AND s.item_id = u.item_id)
           AND NOT EXISTS (SELECT FROM raccordo.hint h WHERE h.scope_id = $2 AND h.side = u.side
             AND h.item_id = u.item_id)
         ORDER BY u.item_id LIMIT $5`,
        [runId, scopeId, side, after ?? '', limit],
      );
      return rows.map(({ itemId }) => itemId);
    },
    hintedAmong: (scopeId, items) =>
      db.query<NewHint>(
        `SELECT h.side, h.item_id AS "itemId" FROM raccordo.hint h
         JOIN unnest($2::text[], $3::text[]) AS asked (side, item_id) USING (side, item_id) WHERE h.scope_id = $1`,
        [scopeId, items.map(({ side }) => side), items.map(({ itemId }) => itemId)],
      ),
    listSharedEnds: (scopeId, limit) =>
      db.query<NewHint & { links: number }>(
        `SELECT side, item_id AS "itemId", count(*)::integer AS links FROM (
           SELECT 'crm' AS side, crm_id AS item_id FROM raccordo.link WHERE scope_id = $1 AND state <> 'CLOSED'
           UNION ALL
           SELECT 'exchange', exchange_id FROM raccordo.link WHERE scope_id = $1 AND state <> 'CLOSED'
         ) AS ends
         WHERE item_id IS NOT NULL GROUP BY side, item_id HAVING count(*) > 1 ORDER BY side, item_id LIMIT $2`,
        [scopeId, limit],
      ),

    add: (runId, findings) => addFindings(db, runId, findings),
    dropAbout: async (runId, side, ids) => {
      if (ids.length === 0) return;
      await db.query(
        `DELETE FROM raccordo.finding WHERE run_id = $1 AND (finding ->> '${ID_IN[side]}') = ANY ($2::text[])`,
        [runId, ids],
      );
    },
    dropAboutSighted: async (runId, side) => {
      await db.query(
        `DELETE FROM raccordo.finding f USING raccordo.sighted s
         WHERE f.run_id = $1 AND s.run_id = $1 AND s.side = $2 AND (f.finding ->> '${ID_IN[side]}') = s.item_id`,
        [runId, side],
      );
    },
    finish: ({ runId, scopeId }, { links, records, items }) =>
      db.transaction(async (tx) => {
        await tx.query('DELETE FROM raccordo.sighted WHERE run_id = $1', [runId]);
        await tx.query(
          `INSERT INTO raccordo.verification (run_id, scope_id, links, records, items) VALUES ($1, $2, $3, $4, $5)`,
          [runId, scopeId, links, records, items],
        );
      }),

    head: async (runId) => {
      const [row] = await db.query<Compared & { scopeId: string; total: number }>(
        `SELECT scope_id AS "scopeId", links, records, items,
           (SELECT count(*)::integer FROM raccordo.finding f WHERE f.run_id = v.run_id) AS total
         FROM raccordo.verification v WHERE run_id = $1`,
        [runId],
      );
      if (row === undefined) return null;
      const { scopeId, total, links, records, items } = row;
      return { runId, scopeId, total, compared: { links, records, items } };
    },
    page: async (runId, afterOrdinal, limit) => {
      const rows = await db.query<{ ordinal: number; finding: Finding }>(
        `SELECT ordinal, finding FROM raccordo.finding WHERE run_id = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3`,
        [runId, afterOrdinal, limit],
      );
      return rows.map(({ ordinal, finding }) => ({ ...finding, ordinal }));
    },
  };
}

const END_OF: Readonly<Record<Side, string>> = { crm: 'l.crm_id', exchange: 'l.exchange_id' };
const ID_IN: Readonly<Record<Side, string>> = { crm: 'crmId', exchange: 'exchangeId' };

async function addFindings(db: Queryable, runId: string, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return;
  await db.query(
    `INSERT INTO raccordo.finding (run_id, ordinal, finding)
     SELECT $1, (SELECT coalesce(max(ordinal), 0) FROM raccordo.finding WHERE run_id = $1) + ordinality, finding
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS new (finding, ordinality)`,
    [runId, JSON.stringify(findings)],
  );
}
