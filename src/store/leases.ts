import type { Database, Queryable } from '../database/port.ts';
import { ConnectorError } from '../model/index.ts';
import type { Lease } from './port.ts';

/**
 * The right to write for a scope. Only the database's clock is used, so that two machines need not agree on the time;
 * the fence grows with every grant, so that a holder that slept through its end cannot write any more.
 */
export async function acquireLease(
  db: Queryable,
  scopeId: string,
  owner: string,
  seconds: number,
): Promise<Lease | null> {
  const [row] = await db.query<{ fence: string }>(
    `UPDATE raccordo.scope
     SET lease_owner = $2, lease_until = clock_timestamp() + make_interval(secs => $3), fence = fence + 1
     WHERE id = $1 AND (lease_until IS NULL OR lease_until < clock_timestamp() OR lease_owner = $2)
     RETURNING fence`,
    [scopeId, owner, seconds],
  );
  return row === undefined ? null : { scopeId, owner, fence: Number(row.fence) };
}

export async function renewLease(db: Queryable, lease: Lease, seconds: number): Promise<void> {
  const renewed = await db.query(
    `UPDATE raccordo.scope SET lease_until = clock_timestamp() + make_interval(secs => $3)
     WHERE id = $1 AND fence = $2 RETURNING id`,
    [lease.scopeId, lease.fence, seconds],
  );
  if (renewed.length === 0) throw leaseLost(lease);
}

/** Gives the right back. One that was lost already is nothing to give back, and no error. */
export async function releaseLease(db: Queryable, lease: Lease): Promise<void> {
  // The fence moves here too: a write of this holder that is still under way must not arrive after the release.
  await db.query(
    `UPDATE raccordo.scope SET lease_owner = NULL, lease_until = NULL, fence = fence + 1 WHERE id = $1 AND fence = $2`,
    [lease.scopeId, lease.fence],
  );
}

/**
 * Takes back what holders left behind that were killed: waiting for a dead process to renew its lease would help nobody.
 * What its last requests may still do is waited out by their intents.
 * @param node whose holders are known to be dead; `null`: all are, nobody else can be at work in this database
 */
export async function freeAbandonedLeases(db: Queryable, node: string | null): Promise<void> {
  await db.query(
    `UPDATE raccordo.scope SET lease_owner = NULL, lease_until = NULL, fence = fence + 1
     WHERE lease_owner IS NOT NULL AND ($1::text IS NULL OR starts_with(lease_owner, $1 || '/'))`,
    [node],
  );
}

/** Names a process in its leases. @param node the data directory, where several share a database */
export function leaseOwner(node: string | null, process: string): string {
  return node === null ? process : `${node}/${process}`;
}

/**
 * Runs the writes of a lease holder in one transaction that a newer holder cannot overtake: the scope's row stays
 * locked until the commit.
 * @throws ConnectorError `lease_lost` (disposition `retry`)
 */
export function fenced<T>(db: Database, lease: Lease, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await holdFence(tx, lease);
    return work(tx);
  });
}

/** Until the end of the transaction nobody can take the lease over. @throws ConnectorError `lease_lost` */
export async function holdFence(tx: Queryable, lease: Lease): Promise<void> {
  const held = await tx.query('SELECT 1 FROM raccordo.scope WHERE id = $1 AND fence = $2 FOR NO KEY UPDATE', [
    lease.scopeId,
    lease.fence,
  ]);
  if (held.length === 0) throw leaseLost(lease);
}

function leaseLost(lease: Lease): ConnectorError {
  return new ConnectorError({
    code: 'lease_lost',
    disposition: 'retry',
    message: 'another run has taken this scope over',
    itemRef: lease.scopeId,
    details: { fence: lease.fence },
  });
}
