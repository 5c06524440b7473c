import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/model/index.ts';
import type { ItemRules, Link } from '../../src/sync/index.ts';
import type { Mailbox } from './mailbox.ts';
import { deleteRecord, perform } from './people.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { randomFor, swarmOf } from './swarm.ts';

const SEED = 1;
const STAMP = 'of Bruno';

interface Hers {
  readonly shown?: boolean;
  readonly edit?: Fields | null;
  readonly wins?: ItemRules['conflictStrategy'];
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
  const mailboxes = ['anna', 'bruno'].map((user) => ({ user, itemType: 'appointments' as const }));
  const world = await createSimulatedWorld({ ...swarmOf(SEED), mailboxes }, false);
  const [annas, brunos] = world.mailboxes;
  if (annas === undefined || brunos === undefined) throw new Error('a company without its two mailboxes');
  const doing = { world, mailbox: brunos, random: randomFor(SEED, 'acts') };
  perform(doing, 'createShared');
  const [record] = brunos.crm.records.values();
  if (record === undefined) throw new Error('no record');
  const { fields } = record;
  deleteRecord(doing, record);
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
