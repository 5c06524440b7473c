import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Place } from './place.ts';

export const MARK_FILE = 'installation.json';

const markSchema = z.object({
  installation: z.string(),
  timeline: z.string(),
  generation: z.number(),
  directory: z.string(),
  cards: z.array(z.string()).readonly(),
  born: z.number().nullable(),
});

/** What a data directory remembers of its database. */
export interface Mark extends Place {
  readonly installation: string;
  readonly timeline: string;
  readonly generation: number;
  /** Of every machine that it was confirmed on: two that take turns on one disk are no copies of each other. */
  readonly cards: readonly string[];
  /**
   * When this very file was made, in milliseconds since the epoch: tools that copy and unpack set other times as they
   * were, never this one. `null` where the file system does not tell.
   */
  readonly born: number | null;
}

/** @returns `null` where there is none, or one that nobody can read */
export async function readMark(directory: string): Promise<Mark | null> {
  try {
    return markSchema.parse(JSON.parse(await readFile(join(directory, MARK_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** When the file was really made; `null` where the file system does not tell. */
export async function birthOfMark(directory: string): Promise<number | null> {
  return birthOf(await stat(join(directory, MARK_FILE)));
}

/** Writes marks so that a crash leaves the old one or the new one, never half of one. */
export interface MarkWriter {
  /** @throws what the file system says */
  write(mark: Omit<Mark, 'born'>): Promise<void>;
}

export function createMarkWriter(directory: string): MarkWriter {
  let tellsBirth: boolean | null = null;
  return {
    async write(mark) {
      tellsBirth ??= await keepsBirth(directory);
      await put(directory, (birth) => ({ ...mark, born: tellsBirth === true ? birth : null }));
    },
  };
}

const SOME_TICKS_MS = 20;

/** Some systems tell the last change instead of the birth; then what is told moves with a change. */
async function keepsBirth(directory: string): Promise<boolean> {
  const file = join(directory, `${MARK_FILE}.new`);
  const handle = await open(file, 'w', 0o600);
  try {
    const born = birthOf(await handle.stat());
    await sleep(SOME_TICKS_MS);
    await handle.chmod(0o600);
    return born !== null && born === birthOf(await handle.stat());
  } finally {
    await handle.close();
  }
}

async function put(directory: string, markOf: (born: number | null) => Mark): Promise<void> {
  const file = join(directory, `${MARK_FILE}.new`);
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(markOf(birthOf(await handle.stat())), null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(file, join(directory, MARK_FILE));
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function birthOf({ birthtimeMs }: { readonly birthtimeMs: number }): number | null {
  return birthtimeMs > 0 ? Math.trunc(birthtimeMs) : null;
}
