import { randomUUID } from 'node:crypto';
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
import { lockLost } from '../refusals.ts';
import { unusableDirectory } from './data-directory.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { lifeOf, ownIdentity } from './process-identity.ts';

/** What the holder tells others, for instance the port of its server. Never a secret. */
export type LockDetails = Readonly<Record<string, string | number | boolean>>;

export interface LockHolder {
  readonly pid: number;
  readonly details: LockDetails | null;
}

interface LockFile {
  readonly holder: ProcessIdentity;
  /** Tells one hold from every other: where the folder was removed, numbers begin anew. */
  readonly hold: string;
  readonly details: LockDetails | null;
}

const HEARTBEAT_MS = 2_000;
/** Only for holders whose process number means nothing here. Five heart beats. */
const SILENT_MS = 10_000;

/**
 * One process per data directory. Locks are numbered files in `lock/`, and **the highest number rules**. Whoever finds
 * the highest one free (given back, or its process dead) creates the next number, which the file system grants to one
 * only. A ruling file is never deleted, so two that find the same dead holder cannot both win, as they can where a
 * stale lock file is deleted and made again.
 */
export class DirectoryLock {
  private readonly directory: string;
  private readonly folder: string;
  private readonly number: number;
  private readonly hold: string;
  private readonly heartbeat: NodeJS.Timeout;
  private silentBeats = 0;
  private lost: ConnectorError | null = null;
  private onLost: ((reason: ConnectorError) => void) | null = null;

  /** @throws ConnectorError `database_locked` with `pid` in its details, `data_directory_unusable`; disposition `halt` */
  static acquire(directory: string): DirectoryLock {
    const folder = join(directory, 'lock');
    return reported(directory, () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const hold = randomUUID();
      return new DirectoryLock(directory, nextNumber(folder, hold), hold);
    });
  }

  private constructor(directory: string, number: number, hold: string) {
    this.directory = directory;
    this.folder = join(directory, 'lock');
    this.number = number;
    this.hold = hold;
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /**
   * @param listener called once, at once when it is lost already, with `database_lock_lost` when somebody else rules:
   *   this process was silent for too long; or `data_directory_unusable` when the lock was removed or cannot be read
   */
  whenLost(listener: (reason: ConnectorError) => void): void {
    if (this.lost === null) this.onLost = listener;
    else listener(this.lost);
  }

  publish(details: LockDetails): void {
    const target = fileOf(this.folder, this.number);
    const draft = `${target}.${process.pid}`;
    reported(this.directory, () => {
      writeFileSync(draft, textOf({ holder: ownIdentity(), hold: this.hold, details }), { mode: 0o600 });
      renameSync(draft, target);
    });
  }

  /** A rename, because it needs no space on a disk that may be full. */
  release(): void {
    clearInterval(this.heartbeat);
    if (this.lost !== null) return;
    const file = fileOf(this.folder, this.number);
    reported(this.directory, () => {
      if (this.reasonOfLoss() === null) renameSync(file, file.replace(/\.json$/, '.free'));
    });
  }

  private beat(): void {
    try {
      const reason = this.reasonOfLoss();
      if (reason !== null) return this.lose(reason);
    } catch (cause) {
      // It says nothing about who rules. Whoever takes over removes the file, so that it cannot be touched any more.
      const isSilent = !touch(fileOf(this.folder, this.number));
      this.silentBeats = isSilent ? this.silentBeats + 1 : 0;
      if (this.silentBeats * HEARTBEAT_MS >= SILENT_MS) this.lose(unusableDirectory(this.directory, cause));
      return;
    }
    this.silentBeats = 0;
    touch(fileOf(this.folder, this.number));
  }

  private lose(reason: ConnectorError): void {
    clearInterval(this.heartbeat);
    this.lost = reason;
    this.onLost?.(reason);
  }

  /** @returns `null` while this lock rules */
  private reasonOfLoss(): ConnectorError | null {
    const ruling = rulingLock(this.folder);
    if (ruling.number === 0) return unusableDirectory(this.directory, { code: 'ENOENT' });
    const isOwn = ruling.number === this.number && !ruling.free && holdIn(this.folder, this.number) === this.hold;
    return isOwn ? null : lockLost();
  }
}

/** Who holds the directory now, or `null`. */
export function readLock(directory: string): LockHolder | null {
  const folder = join(directory, 'lock');
  const file = heldBy(folder, rulingLock(folder));
  return file === null ? null : { pid: file.holder.pid, details: file.details };
}

/** Wins the number above a ruling lock that is free, or throws. */
function nextNumber(folder: string, hold: string): number {
  for (;;) {
    const ruling = rulingLock(folder);
    const held = heldBy(folder, ruling);
    if (held !== null) throw locked(held);
    const number = ruling.number + 1;
    if (!create(folder, number, hold)) continue;
    // A slow starter may have created a number that was used and given back, or cleared away, meanwhile.
    const now = rulingLock(folder);
    if (now.number === number && !now.free) {
      clearBelow(folder, number);
      return number;
    }
    rmSync(fileOf(folder, number), { force: true });
  }
}

interface RulingLock {
  /** 0 when there never was one. */
  readonly number: number;
  readonly free: boolean;
}

function rulingLock(folder: string): RulingLock {
  let ruling: RulingLock = { number: 0, free: true };
  for (const name of namesIn(folder)) {
    const parts = /^(\d{8})\.(json|free)$/.exec(name);
    const number = Number(parts?.[1] ?? 0);
    const free = parts?.[2] === 'free';
    if (number > ruling.number || (number === ruling.number && free)) ruling = { number, free };
  }
  return ruling;
}

function heldBy(folder: string, ruling: RulingLock): LockFile | null {
  if (ruling.free) return null;
  try {
    const path = fileOf(folder, ruling.number);
    const file = contentOf(path);
    const life = lifeOf(file.holder);
    // Either sign: a clock that was set back must not make a dead holder immortal.
    const silentMs = Math.abs(Date.now() - statSync(path).mtimeMs);
    return life === 'alive' || (life === 'elsewhere' && silentMs < SILENT_MS) ? file : null;
  } catch (error) {
    if (isNobodys(error)) return null;
    throw error;
  }
}

function holdIn(folder: string, number: number): string | null {
  try {
    return contentOf(fileOf(folder, number)).hold;
  } catch (error) {
    if (isNobodys(error)) return null;
    throw error;
  }
}

function contentOf(path: string): LockFile {
  return JSON.parse(readFileSync(path, 'utf8')) as LockFile;
}

/** Torn by a power cut, or given back this moment. Anything else says nothing about the holder. */
function isNobodys(error: unknown): boolean {
  return error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Creates the file with its whole content, or not at all: a reader never sees half of one. */
function create(folder: string, number: number, hold: string): boolean {
  const draft = `${fileOf(folder, number)}.${process.pid}.new`;
  writeFileSync(draft, textOf({ holder: ownIdentity(), hold, details: null }), { mode: 0o600 });
  try {
    linkSync(draft, fileOf(folder, number));
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

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function fileOf(folder: string, number: number): string {
  return join(folder, `${String(number).padStart(8, '0')}.json`);
}

function textOf(file: LockFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @returns whether it could be; where it cannot, whatever it is, the next statement meets it too and can report it. */
function touch(path: string): boolean {
  try {
    const now = new Date();
    utimesSync(path, now, now);
    return true;
  } catch {
    return false;
  }
}

function reported<T>(directory: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ConnectorError ? error : unusableDirectory(directory, error);
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
