import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sidesOf } from '../../support/settings-sides.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld({ people: 6 });
});
afterAll(() => world.close());

const OFTEN = { profile: { intervalSeconds: 5 } };
const ONCE_A_DAY = { profile: { intervalSeconds: 86_400 } };
/** The tenth to either side by which accounts drift apart, and what a busy machine adds. */
const [AT_LEAST_MS, AT_MOST_MS] = [4_400, 9_000];

/** Silences of the place between two runs, in milliseconds; within a run requests follow each other. */
function silences(place: Place): readonly number[] {
  const requests = place
    .requests()
    .map(({ at, durationMs }) => ({ from: Date.parse(at) - durationMs, to: Date.parse(at) }));
  return requests
    .slice(1)
    .map(({ from }, index) => from - Math.max(...requests.slice(0, index + 1).map(({ to }) => to)))
    .filter((silence) => silence > AT_LEAST_MS / 2);
}

describe('Intervallo', () => {
  let places: readonly Place[];
  let resting: readonly Place[];
  beforeAll(async () => {
    const opened: Place[] = [];
    for (const way of WAYS_IN) {
      const off = way === 'the API' ? { account: { active: false } } : { profile: { active: false } };
      opened.push(...(await world.openPlaces(way, [OFTEN, off])));
    }
    places = [opened[0], opened[2]] as Place[];
    resting = [opened[1], opened[3]] as Place[];
    await world.connector.startSchedule();
  });

  test('is the time between two runs that nobody asks for, however it was set', async () => {
    for (const place of places) sidesOf(place, 'contacts').addInExchange('Anna Verdi');
    await Promise.all(
      places.map((place) => expect.poll(() => silences(place).length, { timeout: 40_000 }).toBeGreaterThanOrEqual(2)),
    );
    for (const place of places) {
      for (const silence of silences(place)) {
        expect(silence).toBeGreaterThan(AT_LEAST_MS);
        expect(silence).toBeLessThan(AT_MOST_MS);
      }
      expect(await sidesOf(place, 'contacts').inCrm()).toEqual({ 'Anna Verdi': 'prima' });
    }
  });

  test('changed while the connector runs, it counts at once in both directions', async () => {
    await Promise.all(places.map((place) => place.set(ONCE_A_DAY)));
    // A run may be under way, and a change of settings is a reason to look once more.
    await sleep(2_000);
    const before = places.map((place) => place.requests().length);
    await sleep(AT_MOST_MS);
    expect(places.map((place) => place.requests().length)).toEqual(before);

    await Promise.all(places.map((place) => place.set(OFTEN)));
    await Promise.all(
      places.map((place, index) =>
        expect
          .poll(() => place.requests().length, { timeout: AT_MOST_MS, interval: 50 })
          .toBeGreaterThan(before[index] ?? 0),
      ),
    );
  });

  test('means nothing to a profile or an account that is not active, until it is', async () => {
    for (const place of resting) expect(place.requests()).toEqual([]);
    await Promise.all(resting.map((place) => place.set({})));
    await Promise.all(
      resting.map((place) => expect.poll(() => place.requests().length, { timeout: 15_000 }).toBeGreaterThan(0)),
    );
  });
});
