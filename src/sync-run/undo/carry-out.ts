import type { LinkHistory } from '../../store/port.ts';
import type { Step } from '../../sync/index.ts';
import { isFrozen, noticeRestore } from '../freeze/freeze.ts';
import { approvedOnly } from '../guard/approval.ts';
import { countAtRest } from '../plan/describe-step.ts';
import type { Run } from '../run.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { loadCases } from './load-cases.ts';
import { removeInCrm, removeInExchange } from './remove-made.ts';
import { restoreInCrm, restoreInExchange } from './restore-deleted.ts';
import { revertInCrm, revertInExchange } from './revert-values.ts';
import type { StepOf, Undo, UndoCase, UndoWork } from './undo-case.ts';
import { isOpen, seenTo, undoLine, writes } from './undo-case.ts';

/** One step of each side, and what changes under our hands is read and planned again a few times. */
const TURNS = 6;

/**
 * Takes back what the run wrote to these links, of each one step at a time, from a fresh look at both ends. What was
 * seen to is marked, also where that meant to leave it as it is; what came out differently than approved is not. Read of a CRM
 * which has gone back in time (`noticeRestore`), or of a mailbox that is another one, it is left alone, unmarked.
 */
export async function carryOut(undo: Undo, histories: readonly LinkHistory[]): Promise<void> {
  let open = histories;
  for (let turn = 1; turn <= TURNS && open.length > 0; turn += 1) {
    const again = new Set(await takeTurn(undo, open));
    open = open.filter(({ linkId }) => again.has(linkId));
  }
  for (const { entries } of open) {
    const { side, crmId, exchangeId } = entries[0] ?? { side: 'crm' as const, crmId: null, exchangeId: null };
    const details = { attempts: TURNS };
    undo.run.tally.error({ side, itemId: (side === 'crm' ? crmId : exchangeId) ?? '', code: 'item_busy', details });
  }
}

async function takeTurn(undo: Undo, histories: readonly LinkHistory[]): Promise<readonly string[]> {
  const { run } = undo;
  const cases = await loadCases(run, histories);
  if (isFrozen(run) || (await noticeRestore(run, cases))) return [];
  const approved = await approvedSteps(run, cases);
  const works: UndoWork[] = [];
  const draft = createSettlementDraft();
  for (const one of cases) {
    const { linkId, unit, heldElsewhere, steps } = one;
    const due = steps.filter((step) => writes(step) && approved.has(step) && !isThereAgain(undo, linkId, step));
    const [next] = due;
    const complete = steps.every((step) => approved.has(step)) && !isOpen(one);
    const isLast = complete && due.length <= 1;
    if (isLast) countRest(run, one);
    if (next !== undefined && unit.link !== null)
      works.push({ linkId, unit: { ...unit, link: unit.link }, heldElsewhere, step: next, isLast });
    else if (isLast) seenTo(undo, draft, linkId);
  }
  await draft.commit(run.ports.store, run.keeper.lease);
  return [
    ...(await revertInCrm(
      undo,
      ofKind(works, 'merge').filter(({ step }) => isFilled(step.merge.toCrm)),
    )),
    ...(await revertInExchange(
      undo,
      ofKind(works, 'merge').filter(({ step }) => isFilled(step.merge.toExchange)),
    )),
    ...(await restoreInCrm(undo, ofKind(works, 'createInCrm'))),
    ...(await restoreInExchange(undo, ofKind(works, 'createInExchange'))),
    ...(await removeInExchange(undo, ofKind(works, 'deleteInExchange'))),
    ...(await removeInCrm(undo, ofKind(works, 'deleteInCrm'))),
  ];
}

function isThereAgain({ thereAgain }: Undo, linkId: string, step: Step): boolean {
  return step.kind === 'createInCrm' && thereAgain.has(linkId);
}

function countRest(run: Run, { unit, steps }: UndoCase): void {
  for (const step of steps) if (step.kind === 'hold' || step.kind === 'noop') countAtRest(run.tally, unit, step);
}

/** Of the steps as they come out now, those that a person has seen. */
async function approvedSteps(run: Run, cases: readonly UndoCase[]): Promise<ReadonlySet<Step>> {
  const all = cases.flatMap(({ unit, steps }) => steps.map((step) => ({ unit, step })));
  const seen = await approvedOnly(
    run,
    all,
    (one) => undoLine(run, one),
    ({ unit: { link } }) => {
      const [side, itemId] = link?.crmId
        ? (['crm', link.crmId] as const)
        : (['exchange', link?.exchangeId ?? ''] as const);
      run.tally.error({ side, itemId, code: 'step_left_out', details: {} });
    },
  );
  return new Set(seen.map(({ step }) => step));
}

function ofKind<Kind extends Step['kind']>(works: readonly UndoWork[], kind: Kind): readonly UndoWork<StepOf<Kind>>[] {
  return works.filter((work): work is UndoWork<StepOf<Kind>> => work.step.kind === kind);
}

function isFilled(fields: object): boolean {
  return Object.keys(fields).length > 0;
}
