import { describe, expect, it } from 'vitest';
import type { Link } from '../../src/sync/index.ts';
import { administrate } from './administrators.ts';
import type { Doing } from './people.ts';
import { newThing } from './people.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { randomFor, swarmOf } from './swarm.ts';

const SEED = 1;
const LOST = { origin: 't1', why: 'lost its marks and its looks' };

/** How a pair stands when the mailbox moves: what its item is like by then, and whether that bears the stamp. */
interface Standing {
  readonly change?: { readonly subject: string };
  readonly before?: { readonly subject: string };
  readonly isStamped?: boolean;
  readonly place?: 'synchronised' | 'other' | 'nowhere';
  readonly state?: Link['state'];
}

/** Pairs of an appointment and its copies, in a mailbox that moves and takes no search key along. @returns the doubts */
async function doubtsAfterMove(...pairs: readonly Standing[]) {
  const mailboxes = [{ user: 'anna', itemType: 'appointments' as const }];
  const world = await createSimulatedWorld({ ...swarmOf(SEED), mailboxes }, false);
  const [anna] = world.mailboxes;
  if (anna === undefined) throw new Error('a company without a mailbox');
  const random = { ...randomFor(SEED, 'acts'), chance: () => false };
  const doing: Doing = { world, mailbox: anna, random };
  const fields = newThing(doing);
  for (const [index, { change, before, isStamped, place = 'synchronised', state = 'LINKED' }] of pairs.entries()) {
    const stamp = `stamp${index}`;
    const base = { ...fields, ...before };
    const more = { stamp: isStamped === true ? stamp : null, searchKey: 'of the first' };
    const item = anna.exchange.put({ ...base, ...change }, place === 'other' ? { ...more, folder: place } : more);
    const { id: crmId } = anna.crm.put(base);
    const link = { state, crmId, exchangeId: item.id, searchKey: item.searchKey, stamp, formerStamps: [] };
    const id = String(index);
    const bases = { baseCrm: base, baseExchange: base };
    anna.memory.links.set(id, { id, scopeId: anna.scope.id, ...link, ...bases } as unknown as Link);
    if (place === 'nowhere') anna.exchange.erase(item.id);
  }
  expect(administrate(doing, 'migrate')).not.toBeNull();
  return world.history.doubts;
}

const EDITED = { subject: 'Altra' };

describe('an item without marks, in a mailbox that moves with no search key,', () => {
  it('is recognised as long as it looks as it did, and nothing else does or did', async () => {
    expect(await doubtsAfterMove({})).toEqual([]);
    expect(await doubtsAfterMove({}, { before: EDITED })).toEqual([]);
  });

  it('is not where it was edited, or another one looks the same', async () => {
    expect(await doubtsAfterMove({ change: EDITED })).toEqual([LOST]);
    expect(await doubtsAfterMove({}, {})).toEqual([LOST, LOST]);
  });

  it('is not where another one looked the same before it was edited', async () => {
    expect(await doubtsAfterMove({ change: EDITED }, {})).toEqual([LOST, LOST]);
  });

  it('is not where one that nobody finds looked the same', async () => {
    expect(await doubtsAfterMove({}, { place: 'nowhere', state: 'DET_C' })).toEqual([LOST]);
  });

  it('is where that other one has its stamp, or its pair is over', async () => {
    expect(await doubtsAfterMove({ change: EDITED, isStamped: true }, {})).toEqual([]);
    expect(await doubtsAfterMove({}, { place: 'nowhere', state: 'CLOSED' })).toEqual([]);
  });
});
