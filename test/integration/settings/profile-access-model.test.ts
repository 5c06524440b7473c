import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DELEGATE, SERVICE } from '../../support/configuration.ts';
import { expectArrival, expectRefusal } from '../../support/settings-arrival.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, PlaceSettings, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld();
});
afterAll(() => world.close());

const opened = (accessModel: 'impersonation' | 'delegateFolders'): PlaceSettings => ({
  profile: { delegate: { ...DELEGATE, accessModel } },
});
const EDITOR = { contacts: 'editor', calendar: 'editor', deleteditems: 'editor' } as const;

/** Requests that speak of the person's mailbox, as whose they were answered. */
function answeredFor({ exchange, person: { smtp } }: Place) {
  const about = exchange.requests
    .all()
    .filter(({ operation, requestBody = '' }) => operation !== 'ResolveNames' && requestBody.includes(smtp));
  return {
    mailboxes: new Set(about.map(({ mailbox }) => mailbox)),
    impersonate: about.some(({ requestBody = '' }) => requestBody.includes('ExchangeImpersonation')),
  };
}

describe.each(WAYS_IN)('Modello di accesso, set with %s', (way) => {
  test('Impersonificazione: the service account acts as the owner of the mailbox', async () => {
    const place = await world.openPlace(way, opened('impersonation'));
    await expectArrival(place);
    expect(answeredFor(place)).toEqual({ mailboxes: new Set([place.person.smtp]), impersonate: true });
  });

  test('Accesso delegato alle cartelle: it acts as itself, with its rights on the folders, and leaves its own alone', async () => {
    const place = await world.openPlace(way, opened('delegateFolders'));
    world.simulator.delegate(place.person.smtp, { to: SERVICE.smtp, folders: EDITOR });
    await expectArrival(place);
    expect(answeredFor(place)).toEqual({ mailboxes: new Set([SERVICE.smtp]), impersonate: false });
    expect(
      world.simulator
        .mailbox(SERVICE.smtp)
        .folders()
        .filter(({ count }) => count > 0),
    ).toEqual([]);
  });

  test('another model is another way to the same mailbox: nothing is made twice, nothing is forgotten', async () => {
    const place = await world.openPlace(way, opened('impersonation'));
    await expectArrival(place);
    world.simulator.delegate(place.person.smtp, { to: SERVICE.smtp, folders: EDITOR });
    await place.set(opened('delegateFolders'));
    await expectArrival(place);
    await place.set(opened('impersonation'));
    const { all } = await place.sync();
    const { inCrm, inExchange } = sidesOf(place, 'contacts');
    expect(Object.keys(await inCrm())).toHaveLength(4);
    expect(Object.keys(inExchange())).toHaveLength(4);
    expect(all.map(({ counts }) => [counts?.createdInCrm, counts?.createdInExchange])).toEqual(all.map(() => [0, 0]));
  });

  test('without rights on the folders delegate access is refused, where impersonation is not', async () => {
    const place = await world.openPlace(way, opened('delegateFolders'));
    await expectRefusal(place, 'mailbox_not_shared');
    await place.set(opened('impersonation'));
    await expectArrival(place);
  });
});
