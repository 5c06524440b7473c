import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ConnectorError } from '../../model/index.ts';
import { lifeOf, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** What the holder tells others, for instance the port of its server. Never a secret. */
export type LockDetails = Readonly<Record<string, string | number | boolean>>;

export interface LockHolder {
  readonly pid: number;
  readonly details: LockDetails | null;
}

interface LockFile {
  readonly holder: ProcessIdentity;
  readonly released: boolean;
  readonly details: LockDetails | null;
}

const HEARTBEAT_MS = 2_000;
/** Only for holders whose process number means nothing here. Five heart beats. */
const SILENT_MS = 10_000;

/**
 * One process per data directory. Locks are numbered files in `lock/`; **the highest number rules**. Whoever finds the
 * highest one free (released, or its process dead) creates the next number, which the file system grants to one only.
 * A ruling file is never deleted, so two that find the same dead holder cannot both win, as they can where a stale
 * lock file is deleted and made again.
 */
export class DirectoryLock {
  private readonly folder: string;
  private readonly number: number;
  private details: LockDetails | null = null;
  private readonly heartbeat: NodeJS.Timeout;

  /** @throws ConnectorError `database_locked` (disposition `halt`) with `pid` in its details */
  static acquire(directory: string, onLost: () => void): DirectoryLock {
    const folder = join(directory, 'lock');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (;;) {
      const ruling = rulingNumber(folder);
      const holder = ruling === 0 ? null : readLockFile(folder, ruling);
      if (holder !== null && isHeld(folder, ruling, holder)) throw locked(holder);
      if (!create(folder, ruling + 1)) continue;
      // A slow starter may have created a number that was used and cleared away meanwhile.
      if (rulingNumber(folder) === ruling + 1) {
        clearBelow(folder, ruling + 1);
        return new DirectoryLock(folder, ruling + 1, onLost);
      }
      rmSync(pathOf(folder, ruling + 1), { force: true });
    }
  }

  private constructor(folder: string, number: number, onLost: () => void) {
    this.folder = folder;
    this.number = number;
    this.heartbeat = setInterval(() => {
      if (rulingNumber(folder) !== number) {
        clearInterval(this.heartbeat);
        onLost();
        return;
      }
      const now = new Date();
      utimesSync(pathOf(folder, number), now, now);
    }, HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  publish(details: LockDetails): void {
    this.details = details;
    this.rewrite(false);
  }

  release(): void {
    clearInterval(this.heartbeat);
    if (rulingNumber(this.folder) === this.number) this.rewrite(true);
  }

  private rewrite(released: boolean): void {
    const target = pathOf(this.folder, this.number);
    const draft = `${target}.${process.pid}`;
    writeFileSync(draft, lockText({ holder: ownIdentity(), released, details: released ? null : this.details }), {
      mode: 0o600,
    });
    renameSync(draft, target);
  }
}

/** Who holds the directory now, or `null`. */
export function readLock(directory: string): LockHolder | null {
  const folder = join(directory, 'lock');
  const ruling = rulingNumber(folder);
  const file = ruling === 0 ? null : readLockFile(folder, ruling);
  if (file === null || !isHeld(folder, ruling, file)) return null;
  return { pid: file.holder.pid, details: file.details };
}

function isHeld(folder: string, number: number, file: LockFile): boolean {
  if (file.released) return false;
  const life = lifeOf(file.holder);
  if (life !== 'elsewhere') return life === 'alive';
  // Either sign: a clock that was set back must not make a dead holder immortal.
  return Math.abs(Date.now() - statSync(pathOf(folder, number)).mtimeMs) < SILENT_MS;
}

/** Creates the file with its whole content, or not at all: a reader never sees half of one. */
function create(folder: string, number: number): boolean {
  const draft = `${pathOf(folder, number)}.${process.pid}.new`;
  writeFileSync(draft, lockText({ holder: ownIdentity(), released: false, details: null }), { mode: 0o600 });
  try {
    linkSync(draft, pathOf(folder, number));
    return true;
  } catch (error) {
    // ENOENT: the draft was cleared away, so a higher number rules by now.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function clearBelow(folder: string, number: number): void {
  for (const name of namesIn(folder))
    if (Number.parseInt(name, 10) < number) rmSync(join(folder, name), { force: true });
}

function rulingNumber(folder: string): number {
  const numbers = namesIn(folder).map((name) => (/^\d{8}\.json$/.test(name) ? Number.parseInt(name, 10) : 0));
  return Math.max(0, ...numbers);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function pathOf(folder: string, number: number): string {
  return join(folder, `${String(number).padStart(8, '0')}.json`);
}

function lockText(file: LockFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @returns `null` when the file is gone or not ours: then a higher one rules, or nobody does */
function readLockFile(folder: string, number: number): LockFile | null {
  try {
    return JSON.parse(readFileSync(pathOf(folder, number), 'utf8')) as LockFile;
  } catch {
    return null;
  }
}

function locked(file: LockFile): ConnectorError {
  const { pid } = file.holder;
  return new ConnectorError({
    code: 'database_locked',
    disposition: 'halt',
    message: `the data directory is in use by process ${pid}`,
    details: { pid, ...file.details },
  });
}
