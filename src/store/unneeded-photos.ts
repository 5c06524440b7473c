import type { Database } from '../database/port.ts';

/** A photo may be on its way: read on one side, not yet written to the other nor into any record. */
const GRACE_HOURS = 24;
/** A mark that is older is forgotten; its picture is fetched once more then. */
const SEEN_DAYS = 180;

const DIGEST = `-> 'photo' ->> 'digest'`;

/** Everything that may name a photo: it is shown, compared with, or comes back when something is taken back. */
const NAMED = `
  SELECT fields ${DIGEST} FROM crm.records WHERE fields ? 'photo'
  UNION ALL SELECT unnest(ARRAY[base_crm ${DIGEST}, base_exchange -> 'differs' ${DIGEST}]) FROM raccordo.link
    WHERE base_crm ? 'photo' OR base_exchange -> 'differs' ? 'photo'
  UNION ALL SELECT unnest(ARRAY[payload ${DIGEST}, source_fields ${DIGEST}]) FROM raccordo.intent
    WHERE payload ? 'photo' OR source_fields ? 'photo'
  UNION ALL SELECT unnest(ARRAY[before ${DIGEST}, after ${DIGEST}, kept ${DIGEST}]) FROM raccordo.journal
    WHERE before ? 'photo' OR after ? 'photo' OR kept ? 'photo'
  UNION ALL SELECT unnest(ARRAY[base ->> 'digest', crm ->> 'digest', exchange ->> 'digest']) FROM raccordo.conflict
    WHERE field = 'photo'
  UNION ALL SELECT unnest(ARRAY[conflict -> 'crm' ->> 'digest', conflict -> 'exchange' ->> 'digest',
      conflict -> 'base' ->> 'digest']) FROM raccordo.journal
    WHERE conflict ->> 'field' = 'photo'`;

/**
 * Removes photos that no record, base, write in flight, journal entry or conflict names. Each is asked about once a day
 * at most. @returns how many were removed
 */
export async function deleteUnneededPhotos(db: Database): Promise<number> {
  await db.query(`DELETE FROM raccordo.photo_seen WHERE at < clock_timestamp() - make_interval(days => $1)`, [
    SEEN_DAYS,
  ]);
  const old = await db.query<{ digest: string }>(
    `SELECT digest FROM raccordo.photo WHERE needed_at < clock_timestamp() - make_interval(hours => $1)`,
    [GRACE_HOURS],
  );
  if (old.length === 0) return 0;
  await db.query(
    `UPDATE raccordo.photo SET needed_at = clock_timestamp()
     WHERE needed_at < clock_timestamp() - make_interval(hours => $1) AND digest IN (${NAMED})`,
    [GRACE_HOURS],
  );
  const removed = await db.query<{ digest: string }>(
    `DELETE FROM raccordo.photo
     WHERE digest = ANY ($1::text[]) AND needed_at < clock_timestamp() - make_interval(hours => $2) RETURNING digest`,
    [old.map(({ digest }) => digest), GRACE_HOURS],
  );
  return removed.length;
}
