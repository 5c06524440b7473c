import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, forgetCalls, writesOf } from '../testing/world.ts';

const SECRET = { body: 'Nobody may know', location: 'Clinic', reminderMinutes: 30 };
const busyOnly = { privateItems: 'busyOnly', deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

function secret(subject: string, day: number, more: Fields = {}): Fields {
  return appointment(subject, day, { ...SECRET, sensitivity: 'private', ...more });
}

function onlyItem(world: World): Fields {
  const [item, ...more] = world.exchange.inFolder('synchronised');
  expect(more).toEqual([]);
  return item?.fields ?? {};
}

function onlyRecord(world: World): Fields {
  const [record, ...more] = [...world.crm.records.values()];
  expect(more).toEqual([]);
  return record?.fields ?? {};
}

/** Everything that a run leaves behind on our own side. */
function memoryOf(world: World): string {
  const { store, plans, runs } = world;
  return JSON.stringify([store, plans, runs], (_, value: unknown) => (value instanceof Map ? [...value] : value));
}

describe('a private appointment with "busy only"', () => {
  it('is a block without content on the other side, and nothing of ours remembers the content', async () => {
    const world = createWorld('appointments', busyOnly);
    world.exchange.put(secret('Doctor', 4));
    world.crm.put(secret('Interview', 5));
    await world.settle();
    const blocks = [
      world.exchange.inFolder('synchronised').find(({ fields }) => fields['subject'] !== 'Doctor')?.fields,
      [...world.crm.records.values()].find(({ fields }) => fields['subject'] !== 'Interview')?.fields,
    ];
    for (const block of blocks) {
      expect(block).toMatchObject({ sensitivity: 'private', time: { kind: 'timed' } });
      for (const name of ['subject', 'body', 'location', 'reminderMinutes']) expect(block?.[name] ?? null).toBeNull();
    }
    expect(memoryOf(world)).not.toMatch(/Doctor|Interview|Nobody may know|Clinic/);
    forgetCalls(world);
    await world.settle();
    expect(writesOf(world)).toBe(0);
  });

  it('is moved with its block, in both directions, and keeps its content', async () => {
    const world = createWorld('appointments', busyOnly);
    const { id } = world.exchange.put(secret('Doctor', 4));
    await world.settle();
    const [record] = world.crm.records.values();
    world.crm.edit(record?.id ?? '', { time: appointment('', 6)['time'] ?? null });
    await world.settle();
    expect(onlyItem(world)).toMatchObject({ ...secret('Doctor', 6) });
    world.exchange.edit(id, { time: appointment('', 7)['time'] ?? null, body: 'Still nobody' });
    await world.settle();
    expect(onlyRecord(world)).toMatchObject({ time: { start: '2026-12-07T09:00:00Z' } });
    expect(onlyRecord(world)['body'] ?? null).toBeNull();
  });

  it('I4: that becomes private keeps what was carried before, on both sides; later edits stay at home', async () => {
    const world = createWorld('appointments', busyOnly);
    const { crmId, exchangeId } = await pairInStep(world, appointment('Lunch', 4, { body: 'With Anna' }));
    world.exchange.edit(exchangeId, { sensitivity: 'private', subject: 'Lawyer' });
    await world.settle();
    expect(onlyRecord(world)).toMatchObject({ subject: 'Lunch', body: 'With Anna', sensitivity: 'private' });
    expect(onlyItem(world)).toMatchObject({ subject: 'Lawyer', body: 'With Anna' });
    world.crm.edit(crmId, { body: 'With Bruno' });
    await world.settle();
    expect(onlyItem(world)).toMatchObject({ subject: 'Lawyer', body: 'With Anna' });
  });

  it('I17: waits for nothing when a category leaves the profile and comes back', async () => {
    const world = createWorld('appointments', { ...busyOnly, exchangeCategories: ['CRM'] });
    const { crmId } = await pairInStep(world, appointment('Lunch', 4));
    world.crm.edit(crmId, { sensitivity: 'private' });
    await world.settle();
    for (const exchangeCategories of [[], ['CRM']]) {
      world.rules = { ...world.rules, exchangeCategories };
      await world.settle();
      expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', pending: false });
    }
  });

  it('L8: whose record is made anew takes no category of the profile there, also once it has left the profile', async () => {
    const rules = { ...busyOnly, exchangeCategories: ['CRM'], conflictStrategy: 'exchange' } as const;
    const world = createWorld('appointments', rules);
    const { crmId, exchangeId } = await pairInStep(world, appointment('Lunch', 4, { categories: ['Blue'] }));
    world.exchange.edit(exchangeId, { sensitivity: 'private' });
    await world.settle();
    world.rules = { ...world.rules, exchangeCategories: [] };
    world.crm.erase(crmId);
    world.exchange.edit(exchangeId, { time: appointment('', 6)['time'] ?? null });
    await world.settle();
    expect(onlyRecord(world)).toMatchObject({ subject: 'Lunch', categories: ['Blue'] });
  });

  it('U5: whose create was lost before it was filed away and back takes no category of the profile there', async () => {
    const world = createWorld('appointments', { ...busyOnly, exchangeCategories: ['CRM'] });
    const { id } = world.exchange.put(secret('Doctor', 4));
    const { create } = world.crm;
    world.crm.create = async () => {
      throw new Error('died');
    };
    await world.run();
    world.crm.create = create;
    world.pass(600_000);
    const filed = world.exchange.move(id, 'other');
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_C', crmId: null }]);
    world.rules = { ...world.rules, exchangeCategories: [] };
    await world.settle();
    world.exchange.move(filed.id, 'synchronised');
    await world.settle();
    expect(onlyRecord(world)['categories'] ?? null).toBeNull();
  });

  it('that becomes public is carried in full from then on', async () => {
    const world = createWorld('appointments', busyOnly);
    const { id } = world.exchange.put(secret('Party', 4));
    await world.settle();
    world.exchange.edit(id, { sensitivity: null });
    await world.settle();
    expect(onlyRecord(world)).toMatchObject({ subject: 'Party', ...SECRET });
    forgetCalls(world);
    await world.settle();
    expect(writesOf(world)).toBe(0);
  });

  it('made public at its block brings its content there', async () => {
    const world = createWorld('appointments', busyOnly);
    world.exchange.put(secret('Party', 4));
    await world.settle();
    const [record] = world.crm.records.values();
    world.crm.edit(record?.id ?? '', { sensitivity: null });
    await world.settle();
    expect(onlyItem(world)).toMatchObject({ subject: 'Party' });
    expect(onlyRecord(world)).toMatchObject({ subject: 'Party' });
  });

  it('I4: meets its counterpart by the UID without taking anything from either', async () => {
    const world = createWorld('appointments', { ...busyOnly, updateExchangeToCrm: true });
    world.exchange.put(secret('Doctor', 4), { uid: 'one' });
    world.crm.put(secret('Visit', 4, { body: 'At nine' }), { uid: 'one' });
    await world.settle();
    expect(onlyItem(world)).toMatchObject({ subject: 'Doctor', body: 'Nobody may know' });
    expect(onlyRecord(world)).toMatchObject({ subject: 'Visit', body: 'At nine' });
  });

  it('meets the one that is private at the same time on the other side, and takes nothing from it', async () => {
    const world = createWorld('appointments', busyOnly);
    world.exchange.put(secret('Doctor', 4));
    world.crm.put(secret('Visit', 4, { body: 'At nine' }));
    await world.settle();
    expect(onlyItem(world)).toMatchObject({ subject: 'Doctor', body: 'Nobody may know' });
    expect(onlyRecord(world)).toMatchObject({ subject: 'Visit', body: 'At nine' });
  });

  it('I4: with a public counterpart keeps its own content', async () => {
    const world = createWorld('appointments', { ...busyOnly, conflictStrategy: 'crm' });
    world.exchange.put(secret('Doctor', 4), { uid: 'one' });
    world.crm.put(appointment('Away', 4), { uid: 'one' });
    await world.settle();
    expect(onlyItem(world)).toMatchObject({ subject: 'Doctor', body: 'Nobody may know' });
    expect(onlyRecord(world)['body'] ?? null).toBeNull();
  });

  it('is deleted with its block where deletions are carried', async () => {
    const world = createWorld('appointments', busyOnly);
    const { id } = world.exchange.put(secret('Doctor', 4));
    await world.settle();
    world.exchange.move(id, 'deletedItems');
    await world.settle();
    expect(world.crm.records.size).toBe(0);
  });

  it('a private contact is left out: nothing could stand for it', async () => {
    const world = createWorld('contacts', busyOnly);
    world.exchange.put(person('Anna', { sensitivity: 'private' }));
    await world.settle();
    expect(world.crm.records.size).toBe(0);
  });

  it('a public series of which one occurrence is private is left out: no block could stand for that one alone', async () => {
    const world = createWorld('appointments', busyOnly);
    const time = { kind: 'timed', start: '2026-12-04T09:00:00Z', end: '2026-12-04T10:00:00Z', zone: 'Europe/Rome' };
    const recurrence = { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'noEnd' } };
    const occurrences = { '2026-12-07': { kind: 'changed', fields: { subject: 'Doctor', sensitivity: 'private' } } };
    const { id } = world.exchange.put({ subject: 'Stand-up', time: { ...time, recurrence }, occurrences });
    await world.settle();
    expect(world.crm.records.size).toBe(0);
    world.exchange.edit(id, { occurrences: null });
    await world.settle();
    expect(onlyRecord(world)).toMatchObject({ subject: 'Stand-up' });
  });

  it('in any history: content written while private never leaves its side, and none is lost', async () => {
    const act = fc.record({
      side: fc.constantFrom('crm', 'exchange'),
      kind: fc.constantFrom('private', 'public', 'text', 'move'),
      settles: fc.boolean(),
    });
    const numRuns = Number(process.env['RACCORDO_CASES'] ?? 60);
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 8 }), fc.constantFrom('crm', 'exchange'), async (acts, winner) => {
        const world = createWorld('appointments', { ...busyOnly, conflictStrategy: winner });
        const { crmId, exchangeId } = await pairInStep(world, appointment('Lunch', 4));
        const hidden = { crm: new Set<string>(), exchange: new Set<string>() };
        // Somebody made it public, and the other side has not heard of that yet.
        let becomesPublic = false;
        for (const [index, { side, kind, settles }] of acts.entries()) {
          const edit = (changes: Fields): void =>
            side === 'crm' ? world.crm.edit(crmId, changes) : world.exchange.edit(exchangeId, changes);
          const now = side === 'crm' ? onlyRecord(world) : onlyItem(world);
          if (kind === 'private') edit({ sensitivity: 'private' });
          if (kind === 'public') {
            edit({ sensitivity: null });
            becomesPublic = true;
            // What was hidden may be told now.
            hidden.crm.clear();
            hidden.exchange.clear();
          }
          if (kind === 'move') edit({ time: appointment('', 5 + index)['time'] ?? null });
          if (kind === 'text') {
            edit({ body: `text ${index}` });
            if (now['sensitivity'] === 'private' && !becomesPublic) hidden[side].add(`text ${index}`);
          }
          const isHidden = kind === 'text' && now['sensitivity'] === 'private' && !becomesPublic;
          if (settles) {
            await world.settle();
            becomesPublic = false;
          }
          const [crm, exchange] = [onlyRecord(world), onlyItem(world)];
          expect([...hidden.exchange]).not.toContain(crm['body']);
          expect([...hidden.crm]).not.toContain(exchange['body']);
          const written = (side === 'crm' ? crm : exchange)['body'];
          expect(isHidden ? written : `text ${index}`).toBe(`text ${index}`);
        }
        await world.settle();
        expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId });
      }),
      { numRuns },
    );
  });
});

describe.each([
  { privateItems: 'skip', itemType: 'appointments', title: 'subject' },
  { privateItems: 'skip', itemType: 'contacts', title: 'displayName' },
  { privateItems: 'busyOnly', itemType: 'contacts', title: 'displayName' },
] as const)('a private item with "$privateItems" ($itemType)', ({ privateItems, itemType, title }) => {
  it.each(['crm', 'exchange'] as const)('is let go without a name in plan and report (%s)', async (side) => {
    const world = createWorld(itemType, { privateItems, deleteCrmToExchange: true, deleteExchangeToCrm: true });
    const made = itemType === 'contacts' ? person('Anna') : appointment('Lunch', 4);
    const { crmId, exchangeId } = await pairInStep(world, made);
    const hidden = { [title]: 'Doctor', sensitivity: 'private' };
    if (side === 'crm') {
      world.crm.edit(crmId, hidden);
      world.exchange.move(exchangeId, 'deletedItems');
    } else {
      world.exchange.edit(exchangeId, hidden);
      world.crm.erase(crmId);
    }
    const { steps } = await world.run();
    expect(steps).toMatchObject([{ kind: 'detach', code: 'excluded_private', label: null }]);
    expect(memoryOf(world)).not.toContain('Doctor');
  });
});

it('a private item that is carried in full has its name in the report', async () => {
  const world = createWorld('contacts', { privateItems: 'full' });
  world.exchange.put(person('Anna', { sensitivity: 'private' }));
  expect((await world.run()).steps).toMatchObject([{ kind: 'createInCrm', label: 'Anna Rossi' }]);
});
