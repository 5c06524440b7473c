import type { Database, Queryable } from '../database/port.ts';
import { holdFence } from './leases.ts';
import type { InstallationDeletions, Lease, NewReservation } from './port.ts';

/**
 * A run reserves what it is about to delete, for the brake on the deletions of all mailboxes: what stands in the journal
 * has been carried out, or was announced right before; the rest of a reservation is still to come. It is tied to the fence of
 * its lease, so whatever ends the lease ends it too. A holder that slept through the end of its lease must not wake up and
 * delete what others have counted as free: where its lease has run out, the fence moves with the reservation.
 */
export function reserveDeletions(
  db: Database,
  lease: Lease,
  { runId, planned, minutes }: NewReservation,
): Promise<InstallationDeletions> {
  return db.transaction(async (tx) => {
    // Before the row of the scope, so that two that reserve never wait for each other's.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('deletion reservations', 0))`);
    await holdFence(tx, lease);
    const [counted] = await tx.query<InstallationDeletions>(
      `WITH slept AS (
         SELECT s.id FROM raccordo.deletion_reservation r JOIN raccordo.scope s ON s.id = r.scope_id AND s.fence = r.fence
         WHERE s.id <> $1 AND s.lease_until < clock_timestamp() FOR NO KEY UPDATE OF s SKIP LOCKED
       ), ended AS (
         UPDATE raccordo.scope s SET lease_owner = NULL, lease_until = NULL, fence = fence + 1
         FROM slept WHERE s.id = slept.id RETURNING s.id
       ), mine AS (
         INSERT INTO raccordo.deletion_reservation AS r (scope_id, fence, run_id, deletions)
         SELECT $1, $2, $3, $4 + (${deletionsOf('$1', '$3')})
         ON CONFLICT (scope_id) DO UPDATE SET fence = $2, run_id = $3, deletions = excluded.deletions
       )
       SELECT
         (SELECT count(*)::integer FROM raccordo.journal
          WHERE op = 'delete' AND NOT approved AND at > clock_timestamp() - make_interval(secs => $5 * 60.0)) AS deletions,
         coalesce(sum(greatest(0, r.deletions - (${deletionsOf('r.scope_id', 'r.run_id')}))), 0)::integer AS reserved
       FROM raccordo.deletion_reservation r JOIN raccordo.scope s ON s.id = r.scope_id AND s.fence = r.fence
       WHERE s.id <> $1 AND s.id NOT IN (SELECT id FROM ended)`,
      [lease.scopeId, lease.fence, runId, planned, minutes],
    );
    return counted ?? { deletions: 0, reserved: 0 };
  });
}

/** What was reserved is not carried out after all. */
export async function dropReservation(tx: Queryable, { scopeId }: Lease): Promise<void> {
  await tx.query('DELETE FROM raccordo.deletion_reservation WHERE scope_id = $1', [scopeId]);
}

/** Deletions that a run carried out and nobody approved. */
function deletionsOf(scopeId: string, runId: string): string {
  return `SELECT count(*)::integer FROM raccordo.journal j
    WHERE j.scope_id = ${scopeId} AND j.run_id = ${runId} AND j.op = 'delete' AND NOT j.approved`;
}
