import { describe, expect, it } from 'vitest';
import { judge } from '../invariants/index.ts';
import { observe } from './observe.ts';
import type { Doing } from './people.ts';
import { perform } from './people.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import type { ActKind } from './swarm.ts';
import { randomFor, swarmOf } from './swarm.ts';

const SEED = 1;
/** Deleted before the backup is made; brought back, edited and deleted again before it is played back. */
const EDITED_BETWEEN_TWO_DELETIONS: readonly ActKind[] = [
  'createInCrm',
  'deleteInCrm',
  'backUpCrm',
  'undeleteInCrm',
  'editInCrm',
  'deleteInCrm',
  'restoreCrm',
  'undeleteInCrm',
];

async function after(acts: readonly ActKind[]): Promise<Doing> {
  const swarm = { ...swarmOf(SEED), mailboxes: [{ user: 'anna', itemType: 'contacts' as const }] };
  const world = await createSimulatedWorld(swarm, false);
  const [mailbox] = world.mailboxes;
  if (mailbox === undefined) throw new Error('a world without a mailbox');
  const doing = { world, mailbox, random: randomFor(SEED, 'acts') };
  for (const kind of acts) expect(perform(doing, kind), kind).not.toBeNull();
  return doing;
}

function lossesIn({ world }: Doing): readonly string[] {
  const { violations } = judge(observe(world, { runs: 1, bound: 25, furtherWrites: 0 }));
  return violations.flatMap(({ invariant, what }) => (invariant === 'I4' ? [what] : []));
}

describe('a simulated CRM that comes back from a backup', () => {
  it('takes with it what was edited in a record that is deleted before and after', async () => {
    expect(lossesIn(await after(EDITED_BETWEEN_TWO_DELETIONS))).toEqual([]);
  });

  it.each<[string, readonly ActKind[]]>([
    ['is lost later', [...EDITED_BETWEEN_TWO_DELETIONS, 'editInCrm']],
    [
      'was made before the backup, in a record that is deleted since',
      ['createInCrm', 'editInCrm', 'deleteInCrm', 'backUpCrm', 'restoreCrm', 'undeleteInCrm'],
    ],
    [
      'was made before the backup, in a record that is edited since',
      ['createInCrm', 'editInCrm', 'backUpCrm', 'editSetInCrm', 'restoreCrm'],
    ],
  ])('is no excuse for an edit that %s', async (_which, acts) => {
    const doing = await after(acts);
    expect(lossesIn(doing)).toEqual([]);
    for (const { id } of doing.mailbox.crm.records.values())
      doing.mailbox.crm.edit(id, { jobTitle: null, nickname: null, displayName: null });
    expect(lossesIn(doing)).toHaveLength(1);
  });
});
