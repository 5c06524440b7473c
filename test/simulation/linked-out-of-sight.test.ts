import { beforeEach, describe, expect, it } from 'vitest';
import type { Link } from '../../src/sync/index.ts';
import { createSettlementDraft } from '../../src/sync-run/settle/settlement-draft.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import { watchingForOutOfSight } from './linked-out-of-sight.ts';
import type { Mailbox } from './mailbox.ts';
import { perform } from './people.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import type { ActKind } from './swarm.ts';
import { randomFor, swarmOf } from './swarm.ts';

const SEED = 1;

interface Company {
  readonly world: SimulatedWorld;
  readonly anna: Mailbox;
  readonly bruno: Mailbox;
}

async function company(): Promise<Company> {
  const mailboxes = ['anna', 'bruno'].map((user) => ({ user, itemType: 'contacts' as const }));
  const world = await createSimulatedWorld({ ...swarmOf(SEED), mailboxes }, false);
  const [anna, bruno] = world.mailboxes;
  if (anna === undefined || bruno === undefined) throw new Error('a company without its two mailboxes');
  const { instance, log } = world.databases.contacts;
  const lease = await leaseOf(world, bruno);
  await world.stores.store.updateScope(lease, { crmInstance: instance, crmHighWater: log.length });
  return { world, anna, bruno };
}

async function leaseOf({ stores }: SimulatedWorld, { scope }: Mailbox) {
  const lease = await stores.store.acquireLease(scope.id, 'a run', 60);
  if (lease === null) throw new Error(`no lease of ${scope.id}`);
  return lease;
}

function annas({ world, anna }: Company, ...acts: readonly ActKind[]): StoredRecord {
  const doing = { world, mailbox: anna, random: randomFor(SEED, 'acts') };
  for (const kind of acts) expect(perform(doing, kind), kind).not.toBeNull();
  const [record] = anna.crm.records.values();
  if (record === undefined) throw new Error('no record');
  return record;
}

async function link({ world, bruno }: Company, { id, fields }: StoredRecord): Promise<void> {
  const link = {
    id: 'link',
    scopeId: bruno.scope.id,
    state: 'LINKED',
    crmId: id,
    exchangeId: 'E00001',
    baseCrm: fields,
  };
  const draft = createSettlementDraft();
  draft.putLink({ stamp: 'stamp', formerStamps: [], ...link } as unknown as Link);
  await draft.commit(watchingForOutOfSight(world, bruno, world.stores.store), await leaseOf(world, bruno));
}

describe('a record that is linked while nobody has noticed yet that the CRM came back from a backup', () => {
  let one: Company;

  beforeEach(async () => {
    one = await company();
  });

  it('may be made anew when it is from before its user was given a right to it', async () => {
    await link(one, annas(one, 'createInCrm', 'backUpCrm', 'share', 'restoreCrm'));
    expect(one.world.history.doubts).toEqual([{ origin: 't1', why: 'put out of sight by a restore' }]);
  });

  it('may be made anew once, also when it was linked before', async () => {
    const record = annas(one, 'createInCrm', 'backUpCrm', 'share');
    await link(one, record);
    await link(one, annas(one, 'restoreCrm'));
    expect(one.world.history.doubts).toHaveLength(1);
  });

  it('may not when its user sees it', async () => {
    await link(one, annas(one, 'createInCrm', 'share', 'backUpCrm', 'restoreCrm'));
    expect(one.world.history.doubts).toEqual([]);
  });

  it('may not when no backup was played back', async () => {
    await link(one, annas(one, 'createInCrm', 'share', 'share'));
    expect(one.world.history.doubts).toEqual([]);
  });
});
