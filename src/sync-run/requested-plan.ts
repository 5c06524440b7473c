import type { StepCounts } from '../sync/index.ts';
import { countStep, NO_STEPS } from '../sync/index.ts';
import { isFrozen, noticeCrm } from './freeze/freeze.ts';
import { approveKept } from './guard/approval.ts';
import { brakeOnRequest } from './guard/brake-on-request.ts';
import type { PlannedUnit } from './load/unit.ts';
import { countAsPlanned, planStepOf } from './plan/describe-step.ts';
import type { PlanDocument, PlanOutline } from './plan/plan-document.ts';
import { createPlanDocument } from './plan/plan-document.ts';
import type { Tally } from './plan/tally.ts';
import { createTally } from './plan/tally.ts';
import { leaveOpenIntents, recover } from './recover/recover.ts';
import type { Run } from './run.ts';
import { progress } from './run.ts';
import type { RunResult, Timed } from './within-run.ts';

/** What a person asks for that no run does by itself. */
export interface Request<T> {
  /** Finds out what has changed since the last run, before anything is planned. */
  readonly pull: () => Promise<void>;
  /** What is asked about, page by page, from the beginning each time. */
  readonly pages: () => AsyncIterable<readonly T[]>;
  readonly plan: (page: readonly T[]) => Promise<readonly PlannedUnit[]>;
  /** What an approval is bound to. */
  readonly lineOf: (planned: PlannedUnit) => string | null;
  readonly carryOut: (page: readonly T[]) => Promise<void>;
  /** What is told while who is who in the mailbox, or what the CRM still knows, is being found out. */
  readonly whileFrozen: Required<Pick<RunResult, 'problem'>>;
}

interface Survey {
  readonly asked: number;
  readonly counts: StepCounts;
  readonly planned: Tally;
  readonly document: PlanDocument;
}

/** Makes the plan, or carries out the one that was approved: exactly it, or nothing. */
export async function answerRequest<T>(run: Run, timed: Timed, request: Request<T>): Promise<RunResult> {
  const { appliesPlan } = run.input;
  const onlyPlans = run.input.dryRun || appliesPlan === null;
  await noticeCrm(run);
  if (!isFrozen(run)) await timed('recover', () => (onlyPlans ? leaveOpenIntents(run) : recover(run)));
  if (isFrozen(run)) return frozenResult(request, null);
  await timed('pull', request.pull);
  const found = await timed('survey', () => survey(run, request));
  if (isFrozen(run)) {
    await found.document.discard();
    return frozenResult(request, null);
  }
  const brake = await brakeOnRequest(run, found.counts);
  const keep = (): Promise<string> => found.document.finish({ counts: found.planned.counts, brake });
  if (onlyPlans) return { rounds: 1, plan: outlineOf(found, await keep()), brake };

  const problem = await approveKept(run, appliesPlan, { document: found.document, brake, keep });
  if (problem !== null) return { rounds: 1, plan: outlineOf(found, run.id), brake: null, problem };
  await found.document.discard();
  await timed('apply', () => apply(run, request, found.asked));
  const outline = outlineOf(found, appliesPlan);
  return isFrozen(run) ? frozenResult(request, outline) : { rounds: 1, plan: outline, brake: null };
}

/** @param load the page after this key; `null`: the first */
export async function* pagesOf<T>(
  load: (after: string | null) => Promise<readonly T[]>,
  keyOf: (last: T) => string,
): AsyncGenerator<readonly T[]> {
  let after: string | null = null;
  for (;;) {
    const page: readonly T[] = await load(after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = keyOf(last);
  }
}

function frozenResult<T>({ whileFrozen }: Request<T>, plan: PlanOutline | null): RunResult {
  return { rounds: plan === null ? 0 : 1, plan, brake: null, ...whileFrozen };
}

/** The whole plan, page by page. Every line is kept: nothing of it is carried out that nobody has seen. */
async function survey<T>(run: Run, request: Request<T>): Promise<Survey> {
  const planned = createTally(run.input.listedSteps);
  const document = createPlanDocument(run, { keep: true });
  let counts = NO_STEPS;
  let asked = 0;
  for await (const page of request.pages()) {
    for (const one of await request.plan(page)) {
      counts = countStep(counts, one.step);
      countAsPlanned(planned, one);
      if (one.step.kind === 'noop') continue;
      const planStep = planStepOf(run, one);
      planned.list(planStep);
      await document.add(planStep, request.lineOf(one));
    }
    asked += page.length;
    progress(run, 'survey', asked, null);
  }
  return { asked, counts, planned, document };
}

async function apply<T>(run: Run, request: Request<T>, asked: number): Promise<void> {
  let done = 0;
  for await (const page of request.pages()) {
    await request.carryOut(page);
    if (isFrozen(run)) return;
    done += page.length;
    progress(run, 'apply', done, asked);
  }
}

function outlineOf({ document, planned }: Survey, runId: string): PlanOutline {
  const { counts, steps, stepsLeftOut } = planned;
  return { hash: document.hash, counts, steps, stepsLeftOut, runId };
}
