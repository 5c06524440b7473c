import type { Brake, StepCounts } from '../../sync/index.ts';
import { guard } from '../../sync/index.ts';
import type { Run } from '../run.ts';

/**
 * The brakes on a plan that a person asked for, and that nobody carries out without having approved it: they tell that
 * person what it amounts to. What runs had deleted or made themselves says nothing of an emptied side.
 */
export async function brakeOnRequest(run: Run, counts: StepCounts): Promise<Brake | null> {
  const { store } = run.ports;
  const links = await store.countLinks(run.scope.id);
  const summary = {
    ...counts,
    vanishedInCrm: 0,
    vanishedInExchange: 0,
    liveLinks: links.LINKED,
    deletionsLast24h: await store.countDeletions(run.scope.id, 24),
    itemsSeen: { crm: null, exchange: null },
    firstSync: false,
    toApprove: null,
  };
  return guard(summary, run.input.brakes);
}
