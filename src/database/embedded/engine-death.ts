import { statfsSync } from 'node:fs';
import { ConnectorError } from '../../model/index.ts';
import type { WorkerError } from './worker-protocol.ts';

/** Two segments of the write-ahead log: with less, PostgreSQL cannot start the next one. */
const TOO_LITTLE_BYTES = 2 * 16 * 1024 * 1024;

/**
 * Why the engine died. It reports a full disk under several codes, or under none when it dies while opening, so the
 * disk itself is asked first. What was acknowledged is on the disk in every case.
 */
export function engineDeath(directory: string, message: string, reported: WorkerError | null = null): ConnectorError {
  const freeBytes = freeBytesOf(directory);
  const sqlState = reported?.code ?? null;
  if (sqlState === '53100' || (freeBytes !== null && freeBytes < TOO_LITTLE_BYTES)) {
    return death('database_full', `${message}: its disk is full`, freeBytes === null ? {} : { freeBytes });
  }
  // XX001 and XX002: a page or an index that contradicts itself.
  const damaged = sqlState === 'XX001' || sqlState === 'XX002';
  return death(damaged ? 'database_damaged' : 'database_failed', message, sqlState === null ? {} : { sqlState });
}

function death(code: string, message: string, details: Readonly<Record<string, string | number>>): ConnectorError {
  return new ConnectorError({ code, disposition: 'halt', message, details });
}

function freeBytesOf(directory: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return null;
  }
}
