import type { Link } from '../../sync/index.ts';
import { applyDeletesInCrm, applyDeletesInExchange } from '../apply/deletes.ts';
import { noticeRestore } from '../freeze/freeze.ts';
import { approvedOnly } from '../guard/approval.ts';
import { itemKey } from '../item-key.ts';
import type { PlannedUnit } from '../load/unit.ts';
import { lineOf } from '../load/unit.ts';
import { countAtRest } from '../plan/describe-step.ts';
import type { Run } from '../run.ts';
import { planPage } from './plan-page.ts';

/** What changes under our hands is read and planned again a few times. */
const TURNS = 3;

/**
 * Deletes the survivors of these pairs that a person has seen in the plan, from a fresh look at both ends. What comes out
 * differently is left alone, and told. Read of a CRM which has gone back in time all of it is (`noticeRestore`).
 */
export async function carryOut(run: Run, links: readonly Link[]): Promise<void> {
  let open = links;
  for (let turn = 1; turn <= TURNS && open.length > 0; turn += 1) {
    const planned = await planPage(run, open);
    if (await noticeRestore(run, planned)) return;
    const due = await approvedUnits(run, planned);
    countRest(run, due);
    const again = [
      ...(await applyDeletesInExchange(run, ofKind(due, 'deleteInExchange'))),
      ...(await applyDeletesInCrm(run, ofKind(due, 'deleteInCrm'))),
    ].map(({ itemId }) => itemId);
    await lookAgainAtParked(run, due);
    open = open.filter(({ crmId, exchangeId }) => again.some((id) => id === crmId || id === exchangeId));
  }
  for (const { state, crmId, exchangeId } of open) {
    const [side, itemId] = state === 'DET_E' ? (['exchange', exchangeId] as const) : (['crm', crmId] as const);
    run.tally.error({ side, itemId: itemId ?? '', code: 'item_busy', details: { attempts: TURNS } });
  }
}

function approvedUnits(run: Run, planned: readonly PlannedUnit[]): Promise<readonly PlannedUnit[]> {
  return approvedOnly(
    run,
    planned,
    (one) => lineOf(run, one),
    ({ unit }) => {
      for (const { side, itemId } of unit.hints) run.tally.error({ side, itemId, code: 'step_left_out', details: {} });
    },
  );
}

function countRest(run: Run, planned: readonly PlannedUnit[]): void {
  for (const { unit, step } of planned) if (step.kind === 'hold') countAtRest(run.tally, unit, step);
}

/** What a side refused is parked, and nothing but a hint has it looked at when its time comes. */
async function lookAgainAtParked(run: Run, planned: readonly PlannedUnit[]): Promise<void> {
  const parked = planned
    .flatMap(({ unit }) => unit.hints)
    .filter(({ side, itemId }) => run.quarantine.has(itemKey(side, itemId)));
  if (parked.length > 0) await run.ports.store.addHints(run.keeper.lease, parked);
}

function ofKind(planned: readonly PlannedUnit[], kind: PlannedUnit['step']['kind']): readonly PlannedUnit[] {
  return planned.filter(({ step }) => step.kind === kind);
}
