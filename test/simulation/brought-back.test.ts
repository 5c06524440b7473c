import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/model/index.ts';
import type { ItemRules, Link } from '../../src/sync/index.ts';
import type { Mailbox } from './mailbox.ts';
import { deleteRecord, editItem, perform } from './people.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { randomFor, swarmOf } from './swarm.ts';

const SEED = 1;
const STAMP = 'of Bruno';

interface Hers {
  readonly shown?: boolean;
  readonly edit?: Fields | null;
  readonly wins?: ItemRules['conflictStrategy'];
}

/** An appointment of Bruno's in which Anna takes part, and which he has deleted in the CRM. */
async function withDeletedRecord() {
  const mailboxes = ['anna', 'bruno'].map((user) => ({ user, itemType: 'appointments' as const }));
  const world = await createSimulatedWorld({ ...swarmOf(SEED), mailboxes }, false);
  const [annas, brunos] = world.mailboxes;
  if (annas === undefined || brunos === undefined) throw new Error('a company without its two mailboxes');
  const doing = { world, mailbox: brunos, random: randomFor(SEED, 'acts') };
  perform(doing, 'createShared');
  const [record] = brunos.crm.records.values();
  if (record === undefined) throw new Error('no record');
  deleteRecord(doing, record);
  return { world, annas, brunos, doing, record };
}

/**
 * Bruno invited Anna, deleted his appointment, and his item went with it. Hers stayed, and has a record of its own.
 * @param pair his, where it is another than the item's own that is over
 * @param shown whether he takes part in her record
 * @param edit what she has changed in her item, where her mailbox let go of it and has not come to that yet
 * @param wins who wins conflicts in her mailbox
 * @returns the doubts when he has brought the item back
 */
async function broughtBack(pair: Partial<Link> = {}, { shown = false, edit = null, wins = 'exchange' }: Hers = {}) {
  const { world, annas, brunos, doing, record } = await withDeletedRecord();
  const { fields } = record;
  const item = brunos.exchange.put(fields, { stamp: STAMP, folder: 'deletedItems' });
  const brunosPair = { state: 'CLOSED', crmId: record.id, exchangeId: item.id, stamp: STAMP, baseCrm: fields } as const;
  link(brunos, { id: '1', ...brunosPair, ...pair });
  const hers = { id: '2', stamp: 'of Anna', baseCrm: fields, baseExchange: fields };
  if (edit === null) {
    const anew = annas.crm.put(fields, { ownerId: annas.user.id, participantIds: shown ? [brunos.user.id] : [] });
    link(annas, { ...hers, state: 'LINKED', crmId: anew.id, exchangeId: 'E00009' });
  } else {
    annas.rules = { ...annas.rules, updateExchangeToCrm: true, conflictStrategy: wins };
    const { id } = annas.exchange.put({ ...fields, ...edit }, { stamp: 'of Anna' });
    link(annas, { ...hers, state: 'DET_E', crmId: record.id, exchangeId: id });
  }
  expect(perform(doing, 'restoreFromDeletedItems')).not.toBeNull();
  return world.history.doubts;
}

function link({ memory, scope }: Mailbox, of: Partial<Link> & Pick<Link, 'id'>): void {
  memory.links.set(of.id, { scopeId: scope.id, formerStamps: [], suppressed: [], ...of } as unknown as Link);
}

describe('an appointment that is brought back while a colleague’s edit has made its record anew', () => {
  it('has a record of its own beside that one, which nobody else sees', async () => {
    expect(await broughtBack()).toEqual([{ origin: 't1', why: 'brought back beside another' }]);
  });

  it('has one also when it is an earlier item of the pair', async () => {
    expect(await broughtBack({ stamp: 'of its successor', formerStamps: [STAMP] })).toHaveLength(1);
  });

  it('has none where its user takes part in that one', async () => {
    expect(await broughtBack({}, { shown: true })).toEqual([]);
  });

  it('D2: has one also where her edit has yet to make hers', async () => {
    expect(await broughtBack({}, { edit: { subject: 'Later' } })).toHaveLength(1);
  });

  it('D2: has none where her item was not edited, or her edit does not win', async () => {
    expect(await broughtBack({}, { edit: {} })).toEqual([]);
    expect(await broughtBack({}, { edit: { subject: 'Later' }, wins: 'crm' })).toEqual([]);
  });

  it('has none while its pair is not over', async () => {
    expect(await broughtBack({ state: 'DET_E' })).toEqual([]);
  });
});

/**
 * Bruno invited Anna and deleted his appointment; his item stayed, and hers went with it.
 * @param hers her pair, after she has brought hers back
 * @param shown whether he takes part in the record that it got
 * @param his what is otherwise in his pair
 * @param wins who wins conflicts in his mailbox
 * @returns the doubts when he has edited his item twice
 */
async function editedAfter(
  hers: 'stillGone' | 'newRecord' | 'noRecordYet' | 'madeAnew',
  { shown = false, his = {}, wins = 'exchange' }: Pick<Hers, 'shown' | 'wins'> & { readonly his?: Partial<Link> } = {},
) {
  const { world, annas, brunos, doing, record } = await withDeletedRecord();
  const { fields } = record;
  const folder = hers === 'stillGone' ? 'deletedItems' : 'synchronised';
  const back = annas.exchange.put(fields, { folder, stamp: 'of Anna' });
  const former = { id: '1', crmId: record.id, exchangeId: 'E00099', stamp: 'of Anna', baseCrm: fields } as const;
  if (hers !== 'madeAnew') link(annas, { ...former, state: 'CLOSED' });
  if (hers === 'newRecord' || hers === 'madeAnew') {
    const own = annas.crm.put(fields, { ownerId: annas.user.id, participantIds: shown ? [brunos.user.id] : [] });
    link(annas, { id: '2', state: 'LINKED', crmId: own.id, exchangeId: back.id, stamp: 'of Anna', baseCrm: fields });
  }
  brunos.rules = { ...brunos.rules, updateExchangeToCrm: true, conflictStrategy: wins };
  const { id } = brunos.exchange.put(fields, { stamp: STAMP });
  link(brunos, { id: '3', state: 'DET_E', crmId: record.id, exchangeId: id, stamp: STAMP, baseCrm: fields, ...his });
  for (const subject of ['Later', 'Later still']) {
    const item = brunos.exchange.items.get(id);
    if (item !== undefined) editItem(doing, item, { subject });
  }
  return world.history.doubts;
}

describe('an appointment that was brought back before a colleague’s edit makes its record anew', () => {
  it('D2: has a record of its own beside that one, once, also where it has yet to get it', async () => {
    expect(await editedAfter('newRecord')).toEqual([{ origin: 't1', why: 'brought back beside another' }]);
    expect(await editedAfter('noRecordYet')).toHaveLength(1);
  });

  it('has none where the colleague takes part in its record, or it is not back', async () => {
    expect(await editedAfter('newRecord', { shown: true })).toEqual([]);
    expect(await editedAfter('stillGone')).toEqual([]);
  });

  it('has none where the edit makes nothing anew', async () => {
    expect(await editedAfter('newRecord', { wins: 'crm' })).toEqual([]);
    expect(await editedAfter('newRecord', { his: { state: 'CLOSED' } })).toEqual([]);
  });

  it('has none where it was never gone, and an edit of its user made the record anew', async () => {
    expect(await editedAfter('madeAnew')).toEqual([]);
  });
});
