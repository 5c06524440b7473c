import { describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../src/store/port.ts';
import type { RunReport } from '../../src/sync-run/index.ts';
import { judge } from '../invariants/index.ts';
import { announcedRun } from './announced-run.ts';
import { observe } from './observe.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { swarmOf } from './swarm.ts';

/** What a run does, and what it tells of it. */
interface Scripted {
  /** People that the server mails. */
  readonly sends: number;
  readonly tells: number;
  /** The round in which it is held, if it is, and the mails of the plan that is kept. */
  readonly held?: { readonly round: number; readonly mails: number };
}

/** @returns what breaks I11 when a person looks at a preview, lets it run and approves what is held */
async function brokenBy(script: readonly Scripted[]): Promise<readonly string[]> {
  const mailboxes = [{ user: 'anna', itemType: 'appointments' as const }];
  const world = await createSimulatedWorld({ ...swarmOf(1), mailboxes }, false);
  const [mailbox] = world.mailboxes;
  if (mailbox === undefined) throw new Error('a company without a mailbox');
  const rest = [...script];
  await announcedRun(world, mailbox, async () => {
    const next = rest.shift();
    if (next === undefined) throw new Error('no such run');
    const { sends, tells, held } = next;
    const planRunId = `run-${rest.length}`;
    if (held !== undefined) {
      const counts = { ...NO_COUNTS, mails: held.mails };
      await world.plans.finishPlan({
        runId: planRunId,
        scopeId: mailbox.scope.id,
        hash: '',
        counts,
        brake: null,
        steps: 0,
      });
    }
    const at = world.history.at();
    const what = 'the update of E00001';
    if (sends > 0) world.history.mails.push({ at, what, recipients: sends, invitations: 'notify' });
    const isHeldAtOnce = held?.round === 1;
    if (!isHeldAtOnce) world.history.writes.push({ side: 'crm', op: 'create', at, rules: mailbox.rules } as never);
    return {
      counts: { ...NO_COUNTS, mails: tells },
      brake: held === undefined ? null : { kind: 'massChange' },
      rounds: held?.round ?? 2,
      planRunId,
    } as RunReport;
  });
  expect(rest).toEqual([]);
  const observation = observe(world, { runs: 1, bound: 25, furtherWrites: 0 });
  const { violations } = judge({ ...observation, writes: [] });
  return violations.flatMap(({ invariant, what }) => (invariant === 'I11' ? [what] : []));
}

const preview = (tells: number): Scripted => ({ sends: 0, tells });

describe('mails of a run that a person looked at before', () => {
  it('are those of the preview', async () => {
    expect(await brokenBy([preview(2), { sends: 2, tells: 2 }])).toEqual([]);
    expect(await brokenBy([preview(0), { sends: 2, tells: 2 }])).toHaveLength(1);
    expect(await brokenBy([preview(2), { sends: 2, tells: 0 }])).toHaveLength(1);
  });

  it('are those of the preview where it was held at once and approved', async () => {
    const held = { sends: 0, tells: 2, held: { round: 1, mails: 2 } };
    expect(await brokenBy([preview(2), held, { sends: 2, tells: 2 }])).toEqual([]);
    expect(await brokenBy([preview(0), held, { sends: 2, tells: 2 }])).toHaveLength(1);
    expect(await brokenBy([preview(2), { ...held, sends: 1 }, { sends: 2, tells: 2 }])).toHaveLength(1);
  });

  it('are those of the plan that a later round held, beside those of the preview', async () => {
    const held = { sends: 1, tells: 1, held: { round: 2, mails: 2 } };
    expect(await brokenBy([preview(1), held, { sends: 2, tells: 2 }])).toEqual([]);
    expect(await brokenBy([preview(1), held, { sends: 3, tells: 3 }])).toHaveLength(1);
    expect(await brokenBy([preview(1), { ...held, sends: 2 }, { sends: 2, tells: 2 }])).toHaveLength(1);
  });
});
