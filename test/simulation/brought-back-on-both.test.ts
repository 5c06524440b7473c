import { describe, expect, it } from 'vitest';
import type { Link } from '../../src/sync/index.ts';
import { DELETED, weekly } from '../../src/sync/testing/series.ts';
import { administrate } from './administrators.ts';
import type { Doing } from './people.ts';
import { deleteRecord, editRecord, newThing, perform } from './people.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { randomFor, swarmOf } from './swarm.ts';

const SEED = 1;
const DAYS = ['2026-12-07', '2026-12-14'];
const SERIES = weekly({ range: { kind: 'numbered', occurrences: DAYS.length } });
const LOST = [{ origin: 't1', why: 'parted before it was linked' }];

/** Anna edited a record whose item bears no stamp, and both were deleted before that could travel. */
async function deletedPair({ change = { subject: 'Altra' } } = {}) {
  const mailboxes = ['anna', 'bruno'].map((user) => ({ user, itemType: 'appointments' as const }));
  const world = await createSimulatedWorld({ ...swarmOf(SEED), mailboxes }, false);
  const [anna] = world.mailboxes;
  if (anna === undefined) throw new Error('a company without a mailbox');
  const doing = { world, mailbox: anna, random: randomFor(SEED, 'acts') };
  const fields = newThing(doing);
  const record = anna.crm.put({ ...fields, ...change });
  const item = anna.exchange.put(fields, { folder: 'deletedItems' });
  const pair = { state: 'CLOSED', crmId: record.id, exchangeId: item.id, searchKey: item.searchKey, baseCrm: fields };
  anna.memory.links.set('1', { id: '1', scopeId: anna.scope.id, formerStamps: [], ...pair } as unknown as Link);
  deleteRecord(doing, record);
  return doing;
}

/** The doubts when a person has done all this. */
function doubtsAfter(doing: Doing, ...kinds: readonly ('undeleteInCrm' | 'restoreFromDeletedItems' | 'migrate')[]) {
  for (const kind of kinds) expect(kind === 'migrate' ? move(doing) : perform(doing, kind)).not.toBeNull();
  return doing.world.history.doubts;
}

/** The mailbox moves, and takes no search key along. */
function move(doing: Doing): string | null {
  const random = { ...doing.random, chance: () => false };
  return administrate({ ...doing, random }, 'migrate');
}

describe('what was edited, deleted on both sides and brought back on both', () => {
  it('is one as long as the search key of its item is known', async () => {
    expect(doubtsAfter(await deletedPair(), 'undeleteInCrm', 'restoreFromDeletedItems')).toEqual([]);
    expect(doubtsAfter(await deletedPair(), 'restoreFromDeletedItems', 'undeleteInCrm')).toEqual([]);
  });

  it('may be two once the mailbox has moved and no key is what it was, whichever was brought back first', async () => {
    expect(doubtsAfter(await deletedPair(), 'migrate', 'undeleteInCrm', 'restoreFromDeletedItems')).toEqual(LOST);
    expect(doubtsAfter(await deletedPair(), 'undeleteInCrm', 'migrate', 'restoreFromDeletedItems')).toEqual(LOST);
    expect(doubtsAfter(await deletedPair(), 'restoreFromDeletedItems', 'migrate', 'undeleteInCrm')).toEqual(LOST);
    expect(doubtsAfter(await deletedPair(), 'undeleteInCrm', 'restoreFromDeletedItems', 'migrate')).toEqual(LOST);
  });

  it('is one wherever the two look alike', async () => {
    const doing = await deletedPair({ change: { subject: 'Meeting t1' } });
    expect(doubtsAfter(doing, 'migrate', 'undeleteInCrm', 'restoreFromDeletedItems')).toEqual([]);
  });
});

/** Anna deleted a series in the CRM day by day, and its item went with the last one; the record stands without any. */
async function endedSeries() {
  const doing = await deletedPair({ change: { subject: 'Meeting t1' } });
  const { crm, exchange, memory } = doing.mailbox;
  const [link] = memory.links.values();
  const item = exchange.items.get(link?.exchangeId ?? '');
  if (link === undefined || item === undefined) throw new Error('no pair');
  const fields = { ...item.fields, time: SERIES };
  exchange.edit(item.id, fields);
  const record = crm.put({ ...fields, occurrences: Object.fromEntries(DAYS.map((day) => [day, DELETED])) });
  memory.links.set(link.id, { ...link, crmId: record.id, baseCrm: record.fields });
  return { doing, record };
}

describe('what was deleted on both sides, and brought back in the CRM by a colleague', () => {
  const doubtsOf = async (...deeds: readonly ('undeleteByColleague' | 'restoreFromDeletedItems' | 'moveAway')[]) => {
    const doing = await deletedPair();
    const [, bruno] = doing.world.mailboxes;
    if (bruno === undefined) throw new Error('a company without a colleague');
    for (const deed of deeds)
      if (deed === 'undeleteByColleague') expect(perform({ ...doing, mailbox: bruno }, 'undeleteInCrm')).not.toBeNull();
      else expect(perform(doing, deed)).not.toBeNull();
    return doing.world.history.doubts;
  };

  it('may be two once its item was filed away before they met', async () => {
    expect(await doubtsOf('restoreFromDeletedItems', 'undeleteByColleague', 'moveAway')).toEqual(LOST);
    expect(await doubtsOf('restoreFromDeletedItems', 'moveAway', 'undeleteByColleague')).toEqual(LOST);
    expect(await doubtsOf('undeleteByColleague', 'restoreFromDeletedItems', 'moveAway')).toEqual(LOST);
  });

  it('is one as long as the two can meet', async () => {
    expect(await doubtsOf('restoreFromDeletedItems', 'undeleteByColleague')).toEqual([]);
    expect(await doubtsOf('undeleteByColleague', 'restoreFromDeletedItems')).toEqual([]);
  });
});

describe('a series of which no occurrence was left in the CRM, with its item brought back', () => {
  type Deed = 'occurrences' | 'restoreFromDeletedItems' | 'moveAway';
  const doubtsOf = async (...deeds: readonly Deed[]) => {
    const { doing, record } = await endedSeries();
    for (const deed of deeds)
      if (deed === 'occurrences') editRecord(doing, record, { occurrences: { [DAYS[0] ?? '']: DELETED } });
      else expect(perform(doing, deed)).not.toBeNull();
    return doing.world.history.doubts;
  };

  it('may be two once it has occurrences again and the item was filed away before they met', async () => {
    expect(await doubtsOf('restoreFromDeletedItems', 'moveAway', 'occurrences')).toEqual(LOST);
    expect(await doubtsOf('restoreFromDeletedItems', 'occurrences', 'moveAway')).toEqual(LOST);
    expect(await doubtsOf('occurrences', 'restoreFromDeletedItems', 'moveAway')).toEqual(LOST);
  });

  it('is one as long as the two can meet, or the record has none', async () => {
    expect(await doubtsOf('restoreFromDeletedItems', 'occurrences')).toEqual([]);
    expect(await doubtsOf('occurrences', 'restoreFromDeletedItems')).toEqual([]);
    expect(await doubtsOf('restoreFromDeletedItems', 'moveAway')).toEqual([]);
  });
});
