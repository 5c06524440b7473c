import { describe, expect, it } from 'vitest';
import { DEFAULT_BRAKE_LIMITS } from '../../sync/index.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

const HOUR_MS = 3_600_000;

async function filled(count: number): Promise<World> {
  const world = createWorld('contacts', { deleteCrmToExchange: true, deleteExchangeToCrm: true });
  for (let index = 0; index < count; index += 1) world.crm.put(person(`Anna${index}`));
  await world.settle();
  return world;
}

function eraseSome(world: World, count: number): void {
  for (const id of [...world.crm.records.keys()].slice(0, count)) world.crm.erase(id);
}

describe('B1 over a day', () => {
  it('does not hold approved deletions against the next ones', async () => {
    const world = await filled(60);
    eraseSome(world, 30);
    const held = await world.run();
    expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'massDelete' } });
    await world.run({ approvedHashes: [held.planHash ?? ''] });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(30);
    world.pass(HOUR_MS);
    eraseSome(world, 3);
    expect(await world.run()).toMatchObject({ outcome: 'done', counts: { deletedInExchange: 3 } });
  });

  it('still counts those that nobody approved', async () => {
    const world = await filled(60);
    for (let hour = 0; hour < 4; hour += 1) {
      eraseSome(world, 4);
      expect(await world.run()).toMatchObject({ outcome: hour < 3 ? 'done' : 'held' });
      world.pass(HOUR_MS);
    }
  });
});

describe('B6: the whole installation', () => {
  it('holds a small deletion when all mailboxes together delete too much', async () => {
    const world = await filled(10);
    const store = world.memory.store;
    const asked = { deletions: 0, links: 0 };
    store.reserveDeletions = async (_lease, { planned, minutes }) => {
      expect([planned, minutes]).toEqual([1 + asked.deletions, 30]);
      asked.deletions += 1;
      return { deletions: 490, reserved: 9 };
    };
    store.countInstallationLinks = async () => {
      asked.links += 1;
      return 200_000;
    };
    await world.settle();
    expect(asked).toEqual({ deletions: 0, links: 0 });
    eraseSome(world, 1);
    expect(await world.run()).toMatchObject({ outcome: 'done', counts: { deletedInExchange: 1 } });
    expect(asked).toEqual({ deletions: 1, links: 1 });
    eraseSome(world, 2);
    expect(await world.run()).toMatchObject({
      outcome: 'held',
      brake: {
        kind: 'companyDelete',
        reason: { row: 'B6', params: { deletions: 2, recent: 499, links: 200_490, allowed: 500 } },
      },
    });
  });

  it('does not count the links of the installation for a few deletions', async () => {
    const world = await filled(10);
    world.memory.store.countInstallationLinks = () => Promise.reject(new Error('asked'));
    eraseSome(world, 2);
    expect(await world.run()).toMatchObject({ outcome: 'done' });
    expect(DEFAULT_BRAKE_LIMITS.companyDelete.from).toBe(50);
  });
});

describe('the loop brake', () => {
  /** A program at the CRM that takes back what the other side says, again and again. */
  async function fight(world: World, crmId: string, rounds: number, minutes: number): Promise<number> {
    let writes = 0;
    for (let round = 0; round < rounds; round += 1) {
      world.crm.edit(crmId, { jobTitle: round % 2 === 0 ? 'Sales' : 'SALES' });
      world.pass(minutes * 60_000);
      const report = await world.run();
      writes += report.counts.updatedInExchange;
    }
    return writes;
  }

  it('parks one pair that is written the same again and again, and nothing else', async () => {
    const world = createWorld();
    const anna = await pairInStep(world, person('Anna'));
    const bruno = await pairInStep(world, person('Bruno'));
    expect(await fight(world, anna.crmId, 11, 4)).toBe(8);
    expect([...world.store.quarantine.values()]).toMatchObject([
      { side: 'crm', errorCode: 'write_loop', itemId: anna.crmId },
    ]);
    world.crm.edit(bruno.crmId, { jobTitle: 'Manager' });
    expect(await world.run()).toMatchObject({ outcome: 'done', counts: { updatedInExchange: 1 } });
  });

  it('lets the pair go on the next day', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    await fight(world, crmId, 11, 4);
    world.pass(HOUR_MS);
    await world.run();
    expect(world.store.quarantine.size).toBe(1);
    world.pass(24 * HOUR_MS);
    await world.settle();
    expect(world.store.quarantine.size).toBe(0);
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe(
      world.crm.records.get(crmId)?.fields['jobTitle'],
    );
  });

  it('does not stand in the way of a person who edits one item all the time', async () => {
    const world = createWorld();
    const { crmId } = await pairInStep(world, person('Anna'));
    for (let edit = 0; edit < 14; edit += 1) {
      world.crm.edit(crmId, { jobTitle: `Version ${edit}` });
      world.pass(4 * 60_000);
      expect(await world.run()).toMatchObject({ counts: { updatedInExchange: 1 } });
    }
    expect(linkOf(world, crmId).state).toBe('LINKED');
  });

  it('takes it for slow work when the same comes back hours later', async () => {
    const world = createWorld();
    const { crmId } = await pairInStep(world, person('Anna'));
    expect(await fight(world, crmId, 12, 30)).toBe(12);
    expect(world.store.quarantine.size).toBe(0);
  });
});
