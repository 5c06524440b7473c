import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Status } from '../../../src/api/resources.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld({ people: 6 });
});
afterAll(() => world.close());

const HOUR = 3_600;
const ON = { profile: { intervalSeconds: HOUR, asItHappens: true } };
const OFF = { profile: { intervalSeconds: HOUR, asItHappens: false } };
/** What a person may be kept waiting. */
const SOON_MS = 3_000;

async function watchOf(place: Place) {
  const { json } = await world.administrator.call('GET', '/api/status');
  const account = (json as unknown as Status).accounts.find(({ name }) => name === place.accountName);
  return account?.watch;
}

async function listens(place: Place): Promise<void> {
  await expect.poll(() => watchOf(place), { timeout: 20_000 }).toEqual({ state: 'streaming', reason: null });
  await settled(place);
}

/** Nothing is asked of Exchange any more: the run that the first hint caused is over. */
async function settled(place: Place): Promise<void> {
  let before = -1;
  await expect
    .poll(
      () => {
        const now = place.requests().length;
        const isQuiet = now === before;
        before = now;
        return isQuiet;
      },
      { timeout: 20_000, interval: 1_000 },
    )
    .toBe(true);
}

describe('Appena avviene', () => {
  let on: readonly Place[];
  let off: readonly Place[];
  beforeAll(async () => {
    const opened: Place[] = [];
    for (const way of WAYS_IN) opened.push(...(await world.openPlaces(way, [ON, OFF])));
    on = [opened[0], opened[2]] as Place[];
    off = [opened[1], opened[3]] as Place[];
    await world.connector.startSchedule();
  });

  test('on: the server is asked to tell, once a run has shown that the mailbox can be opened', async () => {
    for (const place of on) await listens(place);
    for (const place of off) await settled(place);
  });

  test('on: what happens in Exchange is in the CRM within three seconds, with an interval of an hour', async () => {
    for (const place of on) {
      const contacts = sidesOf(place, 'contacts');
      const appointments = sidesOf(place, 'appointments');
      contacts.addInExchange('Anna Verdi');
      await expect.poll(() => contacts.inCrm(), { timeout: SOON_MS, interval: 100 }).toEqual({ 'Anna Verdi': 'prima' });
      await sleep(5_000);
      contacts.changeInExchange('Anna Verdi', 'poi');
      await expect.poll(() => contacts.inCrm(), { timeout: SOON_MS, interval: 100 }).toEqual({ 'Anna Verdi': 'poi' });
      await sleep(5_000);
      appointments.addInExchange('Riunione');
      await expect.poll(() => appointments.inCrm(), { timeout: SOON_MS, interval: 100 }).toEqual({ Riunione: 'prima' });
    }
  });

  test('on: what happens in the CRM is in Exchange within three seconds', async () => {
    for (const place of on) {
      const contacts = sidesOf(place, 'contacts');
      await contacts.addInCrm('Bruno Neri');
      await expect
        .poll(() => contacts.inExchange(), { timeout: SOON_MS, interval: 100 })
        .toMatchObject({ 'Bruno Neri': 'prima' });
    }
  });

  test('on, and nothing happens: nothing is asked', async () => {
    for (const place of on) await settled(place);
    const before = on.map((place) => place.requests().length);
    await sleep(8_000);
    expect(on.map((place) => place.requests().length)).toEqual(before);
  });

  test('off: neither side’s changes are carried over before the hour is over, and nobody listens', async () => {
    for (const place of off) {
      expect(await watchOf(place)).toEqual({ state: 'off', reason: null });
      sidesOf(place, 'contacts').addInExchange('Anna Verdi');
      await sidesOf(place, 'contacts').addInCrm('Bruno Neri');
    }
    await sleep(6_000);
    for (const place of off) {
      expect(await sidesOf(place, 'contacts').inCrm()).toEqual({ 'Bruno Neri': 'prima' });
      expect(sidesOf(place, 'contacts').inExchange()).toEqual({ 'Anna Verdi': 'prima' });
      expect(place.requests().map(({ operation }) => operation)).not.toContain('Subscribe');
    }
  });

  test('switched on while the connector runs, it counts from then on; switched off, nobody listens any more', async () => {
    const before = world.simulator.notifications.subscriptions;
    await Promise.all(off.map((place) => place.set(ON)));
    for (const place of off) await listens(place);
    expect(world.simulator.notifications.subscriptions).toBe(before + off.length);
    await Promise.all(off.map((place) => place.set(OFF)));
    await expect.poll(() => world.simulator.notifications.subscriptions, { timeout: 10_000 }).toBe(before);
  });
});
