import { describe, expect, it } from 'vitest';
import type { Rest } from '../invariants/index.ts';
import { observe } from './observe.ts';
import { editItem, newThing } from './people.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { randomFor, swarmOf } from './swarm.ts';

const SEED = 1;
const STAMP = 'of a record of Anna';
const REST = {} as unknown as Rest;

/** A create whose answer was lost was sent again, and both landed. The first of them is linked. */
async function landedTwice() {
  const mailboxes = [{ user: 'anna', itemType: 'contacts' as const }];
  const world = await createSimulatedWorld({ ...swarmOf(SEED), mailboxes }, false);
  const [anna] = world.mailboxes;
  if (anna === undefined) throw new Error('a company without a mailbox');
  anna.rules = { ...anna.rules, updateCrmToExchange: true };
  const doing = { world, mailbox: anna, random: randomFor(SEED, 'acts') };
  const fields = newThing(doing);
  const [linked, second] = [1, 2].map(() => anna.exchange.put(fields, { stamp: STAMP }));
  if (linked === undefined || second === undefined) throw new Error('no items');
  const write = { side: 'exchange', op: 'create', scopeId: anna.scope.id, origin: 't1' } as const;
  for (const itemId of [linked.id, second.id])
    world.history.writes.push({ ...write, at: world.history.at(), itemId } as (typeof world.history.writes)[number]);
  const link = { id: 'pair', scopeId: anna.scope.id, state: 'LINKED', stamp: STAMP, exchangeId: linked.id };
  anna.memory.links.set('pair', { formerStamps: [], baseCrm: {}, ...link } as never);
  return { world, doing, linked, second };
}

describe('a create of ours that landed a second time', () => {
  it('is one too many where nobody touched it: it is to be taken away', async () => {
    const { world } = await landedTwice();
    expect(observe(world, REST).doubled).toEqual(new Set());
  });

  it('stands where somebody edited it before a run saw it, as one more', async () => {
    const { world, doing, second } = await landedTwice();
    editItem(doing, second, { jobTitle: 'Sales' });
    expect(observe(world, REST).timesDoubled).toEqual(new Map([['t1', 1]]));
  });

  it('is one too many where it was the linked one that was edited', async () => {
    const { world, doing, linked } = await landedTwice();
    editItem(doing, linked, { jobTitle: 'Sales' });
    expect(observe(world, REST).doubled).toEqual(new Set());
  });

  it('stands, edited or not, while nothing may be written to Exchange', async () => {
    const { world, doing } = await landedTwice();
    doing.mailbox.rules = { ...doing.mailbox.rules, updateCrmToExchange: false };
    expect(observe(world, REST).timesDoubled).toEqual(new Map([['t1', 1]]));
  });
});
