import { randomBytes } from 'node:crypto';
import type { Database } from '../database/port.ts';

export interface Installation {
  readonly id: string;
  /** Key of the stamps. It must never change while one item in a mailbox carries a stamp, so it lives with the links. */
  readonly stampKey: Uint8Array;
}

/** Reads the installation's identity, making it on the first call. */
export async function ensureInstallation(db: Database): Promise<Installation> {
  await db.query(
    `INSERT INTO raccordo.installation (stamp_key) VALUES (decode($1, 'hex')) ON CONFLICT (one) DO NOTHING`,
    [randomBytes(32).toString('hex')],
  );
  const [row] = await db.query<{ id: string; key: string }>(
    `SELECT id, encode(stamp_key, 'hex') AS key FROM raccordo.installation`,
  );
  if (row === undefined) throw new Error('the installation row vanished');
  return { id: row.id, stampKey: new Uint8Array(Buffer.from(row.key, 'hex')) };
}
