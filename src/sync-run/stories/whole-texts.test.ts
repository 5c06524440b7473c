import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { changed, weekly } from '../../sync/testing/series.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';

const WHOLE = 'Whatever we said about the offer of last year';

it('I4: a text that Exchange had cut does not come home when its item and its record meet anew', async () => {
  const world = createWorld('contacts', { conflictStrategy: 'exchange' });
  const { id } = world.crm.put({ ...person('Anna'), displayName: WHOLE });
  await world.settle();
  const [item] = world.exchange.inFolder('synchronised');
  expect(item?.fields['displayName']).toBe(WHOLE.slice(0, 24));
  // The memory of the connector is lost.
  const later = createWorld('contacts', { conflictStrategy: 'exchange' });
  later.exchange.put(item?.fields ?? {});
  const again = later.crm.put(world.crm.records.get(id)?.fields ?? {});
  await later.settle();
  expect([later.crm.records.size, later.exchange.items.size]).toEqual([1, 1]);
  expect(later.crm.records.get(again.id)?.fields['displayName']).toBe(WHOLE);
  const before = writesOf(later);
  await later.settle();
  expect(writesOf(later)).toBe(before);
});

describe('a text that Exchange had cut, of a pair whose ends were both deleted and are both brought back', () => {
  /** The record was edited in between. @returns id of the record */
  async function backWith(edit: Fields, rules: Partial<ItemRules>): Promise<{ world: World; crmId: string }> {
    const world = createWorld('contacts', { deleteExchangeToCrm: true, deleteCrmToExchange: true });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { displayName: WHOLE }));
    const { id: trashedId } = world.exchange.move(exchangeId, 'deletedItems');
    await world.settle();
    expect(linkOf(world, crmId).state).toBe('CLOSED');
    world.rules = { ...world.rules, ...rules };
    world.crm.undelete(crmId);
    world.crm.edit(crmId, edit);
    world.exchange.move(trashedId, 'synchronised');
    return { world, crmId };
  }

  it.each<[string, Fields, Partial<ItemRules>]>([
    ['is edited in the CRM, and Exchange wins', { displayName: 'Anna' }, { conflictStrategy: 'exchange' }],
    ['is edited in the CRM, and nothing goes to Exchange', { displayName: 'Anna' }, { updateCrmToExchange: false }],
    ['is emptied in the CRM', { displayName: null }, {}],
  ])('I4: comes home whole where it %s', async (_title, edit, rules) => {
    const { world, crmId } = await backWith(edit, rules);
    await world.settle();
    expect(linkOf(world, crmId).state).toBe('LINKED');
    expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([1, 1]);
    expect(world.crm.records.get(crmId)?.fields['displayName']).toBe(WHOLE);
    const before = writesOf(world);
    await world.settle();
    expect(writesOf(world)).toBe(before);
  });

  it('I15: comes home whole wherever the run dies', async () => {
    const rules = { updateCrmToExchange: false } as const;
    const { world: calm } = await backWith({ displayName: 'Anna' }, rules);
    calm.interruptions.restart();
    await calm.run();
    for (let step = 1; step <= calm.interruptions.steps; step += 1) {
      const { world, crmId } = await backWith({ displayName: 'Anna' }, rules);
      world.interruptions.restart();
      world.interruptions.crashAt(step, 'after');
      await world.run().catch(() => undefined);
      world.interruptions.restart();
      await world.settle();
      const what = `after step ${step}: ${calm.interruptions.names[step - 1]}`;
      expect(world.crm.records.get(crmId)?.fields['displayName'], what).toBe(WHOLE);
      expect(linkOf(world, crmId), what).toMatchObject({ state: 'LINKED', pending: false });
    }
  });

  it('is the same as the whole one in the CRM, and nothing is written of it', async () => {
    const { world, crmId } = await backWith({}, { updateCrmToExchange: false });
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', pending: false });
    expect(world.store.journal.flatMap(({ conflict }) => conflict ?? [])).toEqual([]);
  });

  it('is taken as it stands where Exchange has another one since', async () => {
    const { world, crmId } = await backWith({ displayName: 'Anna' }, { conflictStrategy: 'exchange' });
    const [item] = world.exchange.inFolder('synchronised');
    world.exchange.edit(item?.id ?? '', { displayName: 'Whatever' });
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields['displayName']).toBe('Whatever');
  });
});

describe('L8: a record that is made anew, of whose text Exchange keeps the beginning', () => {
  async function madeAnew(edit: Fields): Promise<{ world: World; exchangeId: string; record: Fields | undefined }> {
    const world = createWorld('contacts', { conflictStrategy: 'exchange', conflictGranularity: 'item' });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { displayName: WHOLE }));
    world.exchange.edit(exchangeId, edit);
    world.crm.erase(crmId);
    await world.settle();
    const [record] = world.crm.records.values();
    expect(record?.id).not.toBe(crmId);
    return { world, exchangeId, record: record?.fields };
  }

  it('I4: has the whole one, and gets it back where Exchange wins over an edit of it', async () => {
    const { world, exchangeId, record } = await madeAnew({ jobTitle: 'Sales' });
    expect(record).toMatchObject({ displayName: WHOLE, jobTitle: 'Sales' });
    const [id = ''] = world.crm.records.keys();
    world.crm.edit(id, { displayName: 'Anna' });
    world.exchange.edit(exchangeId, { jobTitle: 'Support' });
    await world.settle();
    expect(world.crm.records.get(id)?.fields).toMatchObject({ displayName: WHOLE, jobTitle: 'Support' });
  });

  it('has what somebody wrote in Exchange instead', async () => {
    const { record } = await madeAnew({ displayName: 'Whatever' });
    expect(record).toMatchObject({ displayName: 'Whatever' });
  });

  it('I4: has the whole one also in an occurrence of a series, and nothing is written of it afterwards', async () => {
    const occurrences = { '2026-12-14': changed({ subject: WHOLE }), '2026-12-21': changed({ location: 'Room 2' }) };
    const world = createWorld('appointments', { conflictStrategy: 'exchange' });
    const { crmId, exchangeId } = await pairInStep(world, { subject: 'Standup', time: weekly(), occurrences });
    expect(world.exchange.items.get(exchangeId)?.fields['occurrences']).toMatchObject({
      '2026-12-14': changed({ subject: WHOLE.slice(0, 24) }),
    });
    world.exchange.edit(exchangeId, { location: 'Room 1' });
    world.crm.erase(crmId);
    await world.settle();
    expect([...world.crm.records.values()]).toMatchObject([{ fields: { location: 'Room 1', occurrences } }]);
    const before = writesOf(world);
    await world.settle();
    expect(writesOf(world)).toBe(before);
  });
});

describe.each([{ keepsIds: false }, { keepsIds: true }])(
  'a text that Exchange had cut unseen, as its item was filed away before it was read back (ids survive moves: $keepsIds)',
  ({ keepsIds }) => {
    async function filedAway(): Promise<{ world: World; crmId: string; filedId: string }> {
      const world = createWorld('contacts');
      world.exchange.keepsIds = keepsIds;
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      world.crm.edit(crmId, { displayName: WHOLE });
      const { update } = world.exchange;
      let filedId = '';
      world.exchange.update = async (...args) => {
        world.exchange.update = update;
        const outcomes = await update(...args);
        world.exchange.edit(exchangeId, { jobTitle: 'Sales' });
        filedId = world.exchange.move(exchangeId, 'other').id;
        return outcomes;
      };
      await world.settle();
      await world.settle();
      expect(filedId).not.toBe('');
      return { world, crmId, filedId };
    }

    it('I4: does not come home when the item comes back', async () => {
      const { world, crmId, filedId } = await filedAway();
      world.exchange.move(filedId, 'synchronised');
      await world.settle();
      expect(world.crm.records.get(crmId)?.fields['displayName']).toBe(WHOLE);
      expect(linkOf(world, crmId)).toMatchObject({
        pending: false,
        reviewReason: null,
        baseExchange: { displayName: WHOLE.slice(0, 24) },
      });
    });

    it('gives way to what somebody wrote there meanwhile', async () => {
      const { world, crmId, filedId } = await filedAway();
      world.exchange.edit(world.exchange.move(filedId, 'synchronised').id, { displayName: 'Anna again' });
      await world.settle();
      expect(world.crm.records.get(crmId)?.fields['displayName']).toBe('Anna again');
    });
  },
);

describe('I4: a record that has the whole of a text of which somebody else’s meeting has the beginning', () => {
  const [WHOLE, CUT] = ['Whatever we said about the offer', 'Whatever we said'];
  const PEOPLE = [{ address: 'anna@example.org', role: 'required', response: 'none' }];

  async function met(): Promise<Met> {
    const world = createWorld('appointments', { conflictStrategy: 'exchange' });
    const { id: crmId } = world.crm.put(appointment(WHOLE, 7), { uid: 'u' });
    const meeting = { role: 'attendee', isCancelled: false, recipients: 2 } as const;
    const { id: exchangeId } = world.exchange.put(appointment(CUT, 7, { attendees: PEOPLE }), { uid: 'u', meeting });
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId, pending: true });
    return { world, crmId, exchangeId };
  }

  const subjectOf = ({ world, crmId }: Met): unknown => world.crm.records.get(crmId)?.fields['subject'];
  const conflictsOf = ({ world }: Met): unknown => world.store.journal.flatMap(({ conflict }) => conflict ?? []);

  it('keeps an edit, which waits for the organizer', async () => {
    const pair = await met();
    pair.world.crm.edit(pair.crmId, { subject: 'Other' });
    await pair.world.settle();
    expect([subjectOf(pair), conflictsOf(pair)]).toEqual(['Other', []]);
    expect(linkOf(pair.world, pair.crmId).pending).toBe(true);
  });

  it('gets what the organizer writes next, and a conflict tells of its own', async () => {
    const pair = await met();
    pair.world.exchange.edit(pair.exchangeId, { subject: 'Other' });
    await pair.world.settle();
    expect(subjectOf(pair)).toBe('Other');
    expect(conflictsOf(pair)).toMatchObject([{ field: 'subject', winner: 'exchange', crm: WHOLE, exchange: 'Other' }]);
  });

  it('waits for nothing where the text came round by the mailbox of the organizer', async () => {
    const pair = await met();
    pair.world.store.sharedElsewhere.set(pair.crmId, 1);
    pair.world.exchange.edit(pair.exchangeId, { location: 'Room 2' });
    await pair.world.settle();
    expect([subjectOf(pair), conflictsOf(pair)]).toEqual([WHOLE, []]);
    expect(linkOf(pair.world, pair.crmId).pending).toBe(false);
  });
});

interface Met {
  readonly world: World;
  readonly crmId: string;
  readonly exchangeId: string;
}
