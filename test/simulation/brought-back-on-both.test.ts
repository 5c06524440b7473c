import { describe, expect, it } from 'vitest';
import type { Link } from '../../src/sync/index.ts';
import { administrate } from './administrators.ts';
import type { Doing } from './people.ts';
import { deleteRecord, newThing, perform } from './people.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { randomFor, swarmOf } from './swarm.ts';

const SEED = 1;
const LOST = [{ origin: 't1', why: 'parted before it was linked' }];

/** Anna edited a record whose item bears no stamp, and both were deleted before that could travel. */
async function deletedPair({ change = { subject: 'Altra' } } = {}) {
  const mailboxes = [{ user: 'anna', itemType: 'appointments' as const }];
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
