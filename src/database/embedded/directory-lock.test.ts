import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConnectorError } from '../../model/index.ts';
import { startChild } from '../testing/child-process.ts';
import { DirectoryLock, readLock } from './directory-lock.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { ownIdentity } from './process-identity.ts';

let directory: string;
let held: DirectoryLock[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'raccordo-lock-'));
  held = [];
});
afterEach(() => {
  vi.useRealTimers();
  for (const lock of held) lock.release();
  rmSync(directory, { recursive: true, force: true });
});

function acquire(): DirectoryLock {
  const lock = DirectoryLock.acquire(directory);
  held.push(lock);
  return lock;
}

/** Leaves the lock that a process with this identity would have left. */
function leaveLockOf(holder: ProcessIdentity, ageSeconds: number, number = '00000007'): void {
  const file = join(directory, 'lock', `${number}.json`);
  mkdirSync(join(directory, 'lock'), { recursive: true });
  writeFileSync(file, JSON.stringify({ holder, details: { port: 1 } }));
  const then = new Date(Date.now() - ageSeconds * 1000);
  utimesSync(file, then, then);
}

function pidOfDeadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('the directory lock', () => {
  test('is held by one process at a time and names the holder', () => {
    acquire().publish({ port: 8080 });
    expect(() => acquire()).toThrowError(
      expect.objectContaining({
        code: 'database_locked',
        disposition: 'halt',
        details: { pid: process.pid, port: 8080 },
      }),
    );
    expect(readLock(directory)).toEqual({ pid: process.pid, details: { port: 8080 } });
  });

  test('is free after its release, again and again, and leaves one file', () => {
    for (let round = 0; round < 3; round += 1) {
      acquire().release();
      expect(readLock(directory)).toBeNull();
    }
    expect(readdirSync(join(directory, 'lock'))).toEqual(['00000003.free']);
  });

  test('that a slow starter makes after its number was used and given back is not one', () => {
    const slow = acquire();
    slow.release();
    // The number is free again on paper; a file of a slow starter with that number stands beside it for a moment.
    leaveLockOf(ownIdentity(), 0, '00000001');
    expect(readLock(directory)).toBeNull();
    acquire();
    expect(readdirSync(join(directory, 'lock'))).toEqual(['00000002.json']);
  });

  test('of a dead process is taken over', () => {
    leaveLockOf({ ...ownIdentity(), pid: pidOfDeadProcess() }, 0);
    expect(readLock(directory)).toBeNull();
    acquire();
    expect(readLock(directory)?.pid).toBe(process.pid);
  });

  test.runIf(process.platform === 'linux')(
    'of a dead process whose number was given to another one is taken over',
    () => {
      leaveLockOf({ ...ownIdentity(), startedAt: '1' }, 0);
      acquire();
      expect(readLock(directory)?.pid).toBe(process.pid);
    },
  );

  test('of another container counts as long as its heart beats', () => {
    const elsewhere = { ...ownIdentity(), world: 'another container', pid: pidOfDeadProcess() };
    leaveLockOf(elsewhere, 3);
    expect(() => acquire()).toThrowError(expect.objectContaining({ code: 'database_locked' }));
    leaveLockOf(elsewhere, 60);
    acquire();
    expect(readLock(directory)?.pid).toBe(process.pid);
  });

  test('that was torn by a power cut is free', () => {
    mkdirSync(join(directory, 'lock'));
    writeFileSync(join(directory, 'lock', '00000001.json'), '{"holder":');
    acquire();
    expect(readLock(directory)?.pid).toBe(process.pid);
  });

  test('goes to exactly one of several processes that find the same dead holder at the same moment', {
    timeout: 180_000,
  }, async () => {
    leaveLockOf({ ...ownIdentity(), pid: pidOfDeadProcess() }, 0);
    const racers = Array.from({ length: 4 }, () =>
      startChild(new URL('../testing/race-for-lock.ts', import.meta.url), [directory]),
    );
    await Promise.all(racers.map((racer) => racer.waitForLine((line) => line === 'ready')));
    writeFileSync(join(directory, 'go'), '');
    const results = await Promise.all(racers.map((racer) => racer.waitForLine((line) => line !== 'ready')));
    await Promise.all(racers.map((racer) => racer.kill()));
    results.sort();
    expect(results).toEqual(['database_locked', 'database_locked', 'database_locked', 'won']);
  });
});

describe('a lock that is held', () => {
  const BEAT_MS = 2_000;
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));

  const folder = () => join(directory, 'lock');
  const beats = (count: number) => vi.advanceTimersByTime(count * BEAT_MS);

  /** Codes of the reasons for which it was lost. */
  function lossesOf(lock: DirectoryLock): readonly string[] {
    const losses: string[] = [];
    lock.whenLost(({ code }: ConnectorError) => losses.push(code));
    return losses;
  }

  test('stays held whatever the clock does, and however long this process was silent while nobody else came', () => {
    const lock = acquire();
    const losses = lossesOf(lock);
    lock.publish({ port: 8080 });
    for (const seconds of [-86_400, 86_400]) {
      const then = new Date(Date.now() + seconds * 1000);
      utimesSync(join(folder(), '00000001.json'), then, then);
      beats(1);
    }
    expect(losses).toEqual([]);
  });

  test('is lost once to whoever has a higher number', () => {
    const losses = lossesOf(acquire());
    leaveLockOf(ownIdentity(), 0);
    beats(3);
    expect(losses).toEqual(['database_lock_lost']);
  });

  test('tells whoever asks late that it was lost', () => {
    const lock = acquire();
    leaveLockOf(ownIdentity(), 0);
    beats(1);
    expect(lossesOf(lock)).toEqual(['database_lock_lost']);
  });

  test('is lost to whoever began anew with the same number, and leaves that one its lock', () => {
    const first = acquire();
    const losses = lossesOf(first);
    rmSync(folder(), { recursive: true });
    const second = acquire();
    beats(1);
    expect(losses).toEqual(['database_lock_lost']);
    first.release();
    expect(readLock(directory)?.pid).toBe(process.pid);
    expect(lossesOf(second)).toEqual([]);
  });

  test('names the directory when it was removed: nobody took it over', () => {
    const losses = lossesOf(acquire());
    rmSync(directory, { recursive: true });
    beats(1);
    expect(losses).toEqual(['data_directory_unusable']);
  });

  test('outlives moments in which nothing can be read', () => {
    const losses = lossesOf(acquire());
    renameSync(folder(), `${folder()}-away`);
    writeFileSync(folder(), '');
    beats(4);
    rmSync(folder());
    renameSync(`${folder()}-away`, folder());
    beats(1);
    expect(losses).toEqual([]);
    expect(readLock(directory)?.pid).toBe(process.pid);
  });

  test('is given up once others have to take this process for silent', () => {
    const losses = lossesOf(acquire());
    rmSync(folder(), { recursive: true });
    writeFileSync(folder(), '');
    beats(4);
    expect(losses).toEqual([]);
    beats(2);
    expect(losses).toEqual(['data_directory_unusable']);
    rmSync(folder());
  });
});
