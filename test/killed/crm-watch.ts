import type { Database } from '../../src/database/index.ts';
import type { Fields, ItemType } from '../../src/model/index.ts';

/** Writes down every change of a record, in the transaction that makes it: what was not committed did not happen. */
export const WATCH_CRM = `
  CREATE SCHEMA watch;
  CREATE TABLE watch.change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    record_id text NOT NULL,
    item_type text NOT NULL,
    owner_id text NOT NULL,
    by_us boolean NOT NULL,
    before jsonb,
    after jsonb
  );
  CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO watch.change (record_id, item_type, owner_id, by_us, before, after) VALUES (
      coalesce(NEW.id, OLD.id), coalesce(NEW.item_type, OLD.item_type), coalesce(NEW.owner_id, OLD.owner_id),
      TG_OP = 'INSERT' AND NEW.external_key IS NOT NULL,
      CASE WHEN TG_OP <> 'INSERT' THEN OLD.fields END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.fields END);
    RETURN NULL;
  END
  $$;
  CREATE TRIGGER watched AFTER INSERT OR UPDATE OR DELETE ON crm.records FOR EACH ROW EXECUTE FUNCTION watch.note();`;

/** One committed change of one record. */
export interface RecordChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly recordId: string;
  readonly itemType: ItemType;
  readonly ownerId: string;
  /** A record that carries the key of a synchronisation was made by one. Of other changes it says nothing. */
  readonly madeByUs: boolean;
  readonly before: Fields | null;
  readonly after: Fields | null;
}

export async function readRecordChanges(database: Database): Promise<readonly RecordChange[]> {
  return database.query<RecordChange & Record<string, unknown>>(
    `SELECT extract(epoch FROM at)::double precision * 1000 AS at, record_id AS "recordId", item_type AS "itemType",
       owner_id AS "ownerId", by_us AS "madeByUs", before, after
     FROM watch.change ORDER BY id`,
  );
}
