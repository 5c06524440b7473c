import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { changed, DELETED, weekly } from '../../sync/testing/series.ts';
import { createCrmDatabase } from '../testing/memory-crm.ts';
import type { World } from '../testing/world.ts';
import { expectIdle, rowOn, rows, rowsWorld, theSeries } from './testing/rows.ts';

const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const ORGANIZED = { role: 'organizer', isCancelled: false, recipients: 2 } as const;
const MEETING: Fields = {
  subject: 'Riunione',
  time: weekly({ range: { kind: 'numbered', occurrences: 3 } }),
  organizer: { address: 'anna@example.org' },
  attendees: [
    { address: 'bruno@example.org', role: 'required', response: 'none' },
    { address: 'carla@contoso.example', role: 'required', response: 'none' },
  ],
};

async function meetings(invitations: ItemRules['invitations']): Promise<World> {
  const world = rowsWorld({ invitations });
  world.exchange.put(MEETING, { uid: 'uid-1', meeting: ORGANIZED });
  await world.settle();
  expect(rows(world)).toHaveLength(3);
  return world;
}

describe('a meeting that recurs, in a CRM that keeps no series', () => {
  it('is only read by default, one occurrence as all of it', async () => {
    const world = await meetings('never');
    world.crm.edit(rowOn(world, MON1).id, { location: 'Sala 2' });
    world.crm.erase(rowOn(world, MON2).id);
    await world.settle();
    expect(theSeries(world).fields['occurrences'] ?? null).toBeNull();
    expect(world.exchange.outbox).toEqual([]);
  });

  it('mails for the occurrence that is written or called off, and only where the profile says so', async () => {
    const world = await meetings('notify');
    world.crm.edit(rowOn(world, MON1).id, { location: 'Sala 2' });
    const report = await world.run();
    expect(report.counts).toMatchObject({ updatedInExchange: 1, mails: 2 });
    expect(world.exchange.outbox).toMatchObject([{ recipients: 2 }]);
    world.crm.erase(rowOn(world, MON2).id);
    await world.settle();
    expect(theSeries(world).fields['occurrences']).toEqual({
      [MON1]: changed({ location: 'Sala 2' }),
      [MON2]: DELETED,
    });
    expect(world.exchange.outbox).toHaveLength(2);
    await expectIdle(world);
  });

  it('in two calendars has the same rows for both', async () => {
    const database = createCrmDatabase();
    const options = { database, rights: 'byOwner' } as const;
    const anna = rowsWorld({}, options);
    const user = { ...anna.crm.user, id: 'user-bruno', name: 'bruno', email: 'bruno@example.org' };
    const bruno = rowsWorld({}, { ...options, user });
    // Two mailboxes have no id in common.
    bruno.exchange.erase(bruno.exchange.put(MEETING).id);
    anna.exchange.put(MEETING, { uid: 'uid-1', meeting: ORGANIZED });
    bruno.exchange.put(MEETING, { uid: 'uid-1', meeting: { ...ORGANIZED, role: 'attendee' } });
    await bruno.settle();
    await anna.settle();
    await bruno.settle();
    expect(rows(anna).map(({ uid, ownerId, participantIds }) => [uid, ownerId, participantIds])).toEqual(
      [MON1, MON2, MON3].map((day) => [`uid-1#${day}`, 'user-anna', ['user-bruno']]),
    );
    anna.exchange.edit(theSeries(anna).id, { location: 'Sala 1' });
    bruno.exchange.edit(theSeries(bruno).id, { location: 'Sala 1' });
    await anna.settle();
    await bruno.settle();
    expect(rows(bruno).map(({ fields }) => fields['location'])).toEqual(['Sala 1', 'Sala 1', 'Sala 1']);
    await expectIdle(anna);
    await expectIdle(bruno);
  });
});
