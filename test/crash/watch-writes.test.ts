import { expect, test } from 'vitest';
import type { Fields } from '../../src/model/index.ts';
import { changed, weekly } from '../../src/sync/testing/series.ts';
import { Crash } from '../../src/sync-run/testing/interruptions.ts';
import type { World } from '../../src/sync-run/testing/world.ts';
import { createWorld } from '../../src/sync-run/testing/world.ts';
import { watchWrites } from './watch-writes.ts';

const OCCURRENCES = { '2026-12-07': changed({ subject: 'Ours' }), '2026-12-14': changed({ body: 'Ours' }) };
const AT_ANOTHER_HOUR = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };

interface Watched {
  readonly world: World;
  readonly violations: readonly string[];
  write(changes: Fields): Promise<void>;
}

function watchedSeries(): Watched {
  const world = createWorld('appointments');
  const { exchange } = world;
  const { id } = exchange.put({ subject: 'Lesson', time: weekly() });
  const { violations } = watchWrites(world);
  const write = async (changes: Fields): Promise<void> => {
    const ref = { id, changeKey: exchange.items.get(id)?.changeKey ?? '' };
    await exchange.update('appointments', [{ ref, changes, categories: null, stamp: null }], 'neverOverwrite');
  };
  return { world, violations, write };
}

/** The process dies when that many of the occurrences are written. */
async function writeAndDie({ world, write }: Watched, changes: Fields, written: number): Promise<void> {
  world.interruptions.restart();
  // The first gap is the one before the item.
  world.interruptions.crashAt(2 + written, 'before');
  await expect(write(changes)).rejects.toThrow(Crash);
  world.interruptions.restart();
}

test('occurrences of which a part had arrived may be sent again for the rest, once', async () => {
  const watched = watchedSeries();
  await writeAndDie(watched, { occurrences: OCCURRENCES }, 1);
  await watched.write({ occurrences: OCCURRENCES });
  expect(watched.violations).toEqual([]);
  await watched.write({ occurrences: OCCURRENCES });
  expect(watched.violations).toEqual([expect.stringContaining('the same values again')]);
});

test.each([
  ['occurrences that had all arrived', { occurrences: OCCURRENCES }, 2],
  ['what goes in one request, beside occurrences that are still missing', { body: 'b', occurrences: OCCURRENCES }, 1],
  ['a rule, beside occurrences that are still missing', { time: AT_ANOTHER_HOUR, occurrences: OCCURRENCES }, 1],
] as const)('%s may not be sent again', async (_what, changes, written) => {
  const watched = watchedSeries();
  if (written < 2) await writeAndDie(watched, changes, written);
  else await watched.write(changes);
  await watched.write(changes);
  expect(watched.violations).toEqual([expect.stringContaining('the same values again')]);
});
