import type { Side } from '../../model/index.ts';
import type { Link, Step } from '../../sync/index.ts';
import { planLine } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import { subjectOf } from '../load/unit.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';

/** A link that a run wrote to, as it stands now, with what takes that back. */
export interface UndoCase {
  readonly linkId: string;
  readonly unit: Unit;
  /** Ends that belong to another link today: they are no part of this pair any more. */
  readonly heldElsewhere: ReadonlySet<Side>;
  readonly steps: readonly Step[];
}

export type StepOf<Kind extends Step['kind']> = Extract<Step, { readonly kind: Kind }>;

/** One step of a case that is carried out now. */
export interface UndoWork<S extends Step = Step> {
  readonly linkId: string;
  readonly unit: Unit & { readonly link: Link };
  readonly heldElsewhere: ReadonlySet<Side>;
  readonly step: S;
  /** With it the link is seen to. */
  readonly isLast: boolean;
}

/** The run that is taken back; the run at work takes it back. */
export interface Undo {
  readonly run: Run;
  readonly undoOf: string;
  /** Links whose record turned out to be there again, and another pair's, when it was to be made anew. */
  readonly thereAgain: Set<string>;
  /** Links whose record is made anew for itself, beside that of another item of the same meeting. */
  readonly apart: Set<string>;
}

/** What is approved of a step. An item that stays as it is stands in the plan like the others. */
export function undoLine(run: Run, { unit, step }: PlannedUnit): string | null {
  return planLine(run.specs, step, subjectOf(unit));
}

/** Waits for the outcome of another write; everything else is seen to, be it only by leaving it as it is. */
export function isOpen({ steps }: UndoCase): boolean {
  return steps.some((step) => step.kind === 'hold' && step.state === 'wait');
}

export function writes(step: Step): boolean {
  return step.kind !== 'noop' && step.kind !== 'hold';
}

export function seenTo({ run, undoOf }: Undo, draft: SettlementDraft, linkId: string): void {
  draft.undone({ runId: undoOf, linkId, by: run.id });
}
