import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { itemKey } from '../item-key.ts';
import { appointment, linkOf, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

/** Nothing is written to Exchange, so nothing there has a stamp. */
const FROM_EXCHANGE = {
  updateCrmToExchange: false,
  updateExchangeToCrm: true,
  deleteCrmToExchange: true,
  deleteExchangeToCrm: true,
} as const;

/** Made in Outlook, thrown away there, and deleted in the CRM with it. @returns ids of the two */
async function deletedOnBoth(world: World, fields: Fields): Promise<{ crmId: string; trashedId: string }> {
  const item = world.exchange.put(fields);
  await world.settle();
  const [crmId = ''] = world.crm.records.keys();
  const { id: trashedId } = world.exchange.move(item.id, 'deletedItems');
  await world.settle();
  expect(linkOf(world, crmId)).toMatchObject({ state: 'CLOSED', stamped: false });
  return { crmId, trashedId };
}

const AN_HOUR_LATER: Fields = {
  time: { kind: 'timed', start: '2026-12-04T10:00:00Z', end: '2026-12-04T11:00:00Z', zone: null },
};
const EVERY_FRIDAY: Fields = {
  time: {
    kind: 'timed',
    start: '2026-12-04T09:00:00Z',
    end: '2026-12-04T10:00:00Z',
    zone: 'Europe/Rome',
    recurrence: {
      pattern: { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' },
      range: { kind: 'noEnd' },
    },
  },
};

describe('a pair of which both ends were deleted and are brought back, and whose item never had a stamp', () => {
  it.each([
    ['an appointment at another time', 'appointments', appointment('Lunch', 4), AN_HOUR_LATER],
    ['an appointment that is a series now', 'appointments', appointment('Lunch', 4), EVERY_FRIDAY],
    ['a contact with another name', 'contacts', person('Anna'), { name: { givenName: 'Anna', surname: 'Bianchi' } }],
  ] as const)('I3: %s, edited in the CRM between the two, is one again', async (_title, itemType, fields, edit) => {
    const world = createWorld(itemType, FROM_EXCHANGE);
    const { crmId, trashedId } = await deletedOnBoth(world, fields);
    world.crm.undelete(crmId);
    world.crm.edit(crmId, edit);
    await world.settle();
    const back = world.exchange.move(trashedId, 'synchronised');
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
    const [field = ''] = Object.keys(edit);
    expect(world.store.journal.flatMap(({ conflict }) => conflict ?? [])).toMatchObject([
      { field, winner: 'exchange', crm: edit[field as keyof typeof edit] },
    ]);
  });

  it('I3: is one again also where the item comes first, waits and is edited, and nothing is made beside it in Exchange', async () => {
    const world = createWorld('appointments', FROM_EXCHANGE);
    const { crmId, trashedId } = await deletedOnBoth(world, appointment('Lunch', 4));
    world.rules = { ...world.rules, updateCrmToExchange: true, updateExchangeToCrm: false };
    const back = world.exchange.move(trashedId, 'synchronised');
    world.exchange.edit(back.id, AN_HOUR_LATER);
    await world.settle();
    world.crm.undelete(crmId);
    await world.settle();
    expect(world.exchange.inFolder('synchronised').map(({ id }) => id)).toEqual([back.id]);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
  });

  it('I3: is one again where the record comes back when both sides were listed already', async () => {
    const world = createWorld('appointments', FROM_EXCHANGE);
    const { crmId, trashedId } = await deletedOnBoth(world, appointment('Lunch', 4));
    const back = world.exchange.move(trashedId, 'synchronised');
    world.exchange.edit(back.id, AN_HOUR_LATER);
    world.interruptions.between = () => {
      if (world.interruptions.names.at(-1) !== 'exchange.listChanges') return;
      world.interruptions.between = null;
      world.crm.undelete(crmId);
    };
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
  });

  it('U3: is a question where the two have nothing in common any more', async () => {
    const world = createWorld('appointments', FROM_EXCHANGE);
    const { crmId, trashedId } = await deletedOnBoth(world, appointment('Lunch', 4));
    world.crm.undelete(crmId);
    world.crm.edit(crmId, { subject: 'Dinner', ...AN_HOUR_LATER });
    await world.settle();
    const back = world.exchange.move(trashedId, 'synchronised');
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(world.store.unlinked.get(itemKey('exchange', back.id))).toMatchObject({
      state: 'review',
      reason: { row: 'U3' },
    });
  });

  it('stays two where the item has another record since', async () => {
    const world = createWorld('appointments', FROM_EXCHANGE);
    const { crmId, trashedId } = await deletedOnBoth(world, appointment('Lunch', 4));
    const back = world.exchange.move(trashedId, 'synchronised');
    await world.settle();
    const [heir = ''] = world.crm.records.keys();
    world.crm.undelete(crmId);
    world.crm.edit(crmId, AN_HOUR_LATER);
    await world.settle();
    const copy = world.exchange.copy(back.id, { time: appointment('Lunch', 9)['time'] ?? null });
    await world.settle();
    expect(linkOf(world, heir)).toMatchObject({ state: 'LINKED', exchangeId: back.id });
    expect(world.store.unlinked.get(itemKey('crm', crmId))).toMatchObject({
      reason: { row: 'U4', code: 'create_rule_off' },
    });
    expect([...world.store.links.values()].find(({ exchangeId }) => exchangeId === copy.id)?.crmId).not.toBe(crmId);
  });
});

describe('a record that is brought back on a server with one search key for all items', () => {
  it('is not taken for the record of a new appointment of the same subject', async () => {
    const world = createWorld('appointments', FROM_EXCHANGE);
    const searchKey = 'the same for all';
    world.exchange.put(appointment('Dinner', 5), { searchKey });
    const lunch = world.exchange.put(appointment('Lunch', 4), { searchKey });
    await world.settle();
    const pair = [...world.store.links.values()].find(({ exchangeId }) => exchangeId === lunch.id);
    world.crm.erase(pair?.crmId ?? '');
    await world.settle();
    world.crm.undelete(pair?.crmId ?? '');
    await world.settle();
    const other = world.exchange.put(appointment('Lunch', 11), { searchKey });
    await world.settle();
    const link = [...world.store.links.values()].find(({ exchangeId }) => exchangeId === other.id);
    expect(link).toMatchObject({ state: 'LINKED' });
    expect(link?.crmId).not.toBe(pair?.crmId);
  });
});
