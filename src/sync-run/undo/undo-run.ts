import { ConnectorError } from '../../model/index.ts';
import type { LinkHistory } from '../../store/port.ts';
import type { StepCounts } from '../../sync/index.ts';
import { countStep, NO_STEPS } from '../../sync/index.ts';
import { approveKept } from '../approval.ts';
import { brakeOnRequest } from '../brake-on-request.ts';
import { countAsPlanned, planStepOf } from '../describe-step.ts';
import { doubtSighted } from '../doubt-sighted.ts';
import { isFrozen, noticeCrm } from '../freeze.ts';
import type { PlanDocument, PlanOutline } from '../plan-document.ts';
import { createPlanDocument } from '../plan-document.ts';
import type { RunInput, RunPorts, RunReport } from '../ports.ts';
import { pullArrivals } from '../pull.ts';
import { leaveOpenIntents, recover } from '../recover.ts';
import type { Run } from '../run.ts';
import { progress } from '../run.ts';
import type { Tally } from '../tally.ts';
import { createTally } from '../tally.ts';
import type { RunResult, Timed } from '../within-run.ts';
import { withinRun } from '../within-run.ts';
import { carryOut } from './carry-out.ts';
import { loadCases } from './load-cases.ts';
import { undoLine } from './undo-case.ts';

/**
 * Takes a run back: a plan made from its journal, newest entry first, and carried out by the same intents, conditional
 * writes and journal as any other. Without `appliesPlan` it only plans. Can be killed at any moment: what was begun
 * is completed by the next run of the scope, and the rest by another undo of the same run.
 */
export function undoRun(ports: RunPorts, input: RunInput, undoOf: string): Promise<RunReport> {
  return withinRun(ports, input, { kind: 'undo', undoOf, work: (run, timed) => takeBack(run, undoOf, timed) });
}

async function takeBack(run: Run, undoOf: string, timed: Timed): Promise<RunResult> {
  const { appliesPlan } = run.input;
  const onlyPlans = run.input.dryRun || appliesPlan === null;
  await noticeCrm(run);
  if (!isFrozen(run)) await timed('recover', () => (onlyPlans ? leaveOpenIntents(run) : recover(run)));
  if (isFrozen(run)) return whileFrozen(null);
  await timed('pull', () => learnWhereItemsAre(run));
  const found = await timed('survey', () => survey(run, undoOf));
  const brake = await brakeOnRequest(run, found.counts);
  const keep = (): Promise<string> => found.document.finish({ counts: found.planned.counts, brake });
  if (onlyPlans) return { rounds: 1, plan: outlineOf(found, await keep()), brake };

  const problem = await approveKept(run, appliesPlan, { document: found.document, brake, keep });
  if (problem !== null) return { rounds: 1, plan: outlineOf(found, run.id), brake: null, problem };
  await found.document.discard();
  await timed('apply', () => apply(run, undoOf, found.links));
  const outline = outlineOf(found, appliesPlan);
  return isFrozen(run) ? whileFrozen(outline) : { rounds: 1, plan: outline, brake: null };
}

/** Who is who in the mailbox, or what the CRM still knows, is being found out: until then nothing is taken for gone or made. */
function whileFrozen(plan: PlanOutline | null): RunResult {
  return { rounds: plan === null ? 0 : 1, plan, brake: null, problem: { code: 'undo_while_frozen', details: {} } };
}

async function learnWhereItemsAre(run: Run): Promise<void> {
  try {
    await pullArrivals(run);
  } catch (error) {
    // A lost position is for the next synchronisation to mend; what was named before is searched all the same.
    if (!(error instanceof ConnectorError) || error.disposition !== 'resync') throw error;
  }
  await doubtSighted(run);
}

interface UndoSurvey {
  readonly links: number;
  readonly counts: StepCounts;
  readonly planned: Tally;
  readonly document: PlanDocument;
}

/** The whole plan, page by page. Every line is kept: nothing of an undo is carried out that nobody has seen. */
async function survey(run: Run, undoOf: string): Promise<UndoSurvey> {
  const planned = createTally(run.input.listedSteps);
  const document = createPlanDocument(run, { keep: true });
  let counts = NO_STEPS;
  let links = 0;
  for await (const histories of eachPage(run, undoOf)) {
    for (const { unit, steps } of await loadCases(run, histories))
      for (const step of steps) {
        const plannedUnit = { unit, step };
        counts = countStep(counts, step);
        countAsPlanned(planned, plannedUnit);
        if (step.kind === 'noop') continue;
        const planStep = planStepOf(run, plannedUnit);
        planned.list(planStep);
        await document.add(planStep, undoLine(run, plannedUnit));
      }
    links += histories.length;
    progress(run, 'survey', links, null);
  }
  return { links, counts, planned, document };
}

async function apply(run: Run, undoOf: string, links: number): Promise<void> {
  let done = 0;
  for await (const histories of eachPage(run, undoOf)) {
    await carryOut({ run, undoOf }, histories);
    if (isFrozen(run)) return;
    done += histories.length;
    progress(run, 'apply', done, links);
  }
}

async function* eachPage(run: Run, undoOf: string): AsyncGenerator<readonly LinkHistory[]> {
  const { store } = run.ports;
  let after: string | null = null;
  for (;;) {
    const page: readonly LinkHistory[] = await store.pageRunHistory(run.scope.id, undoOf, after, run.input.chunkSize);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.linkId;
  }
}

function outlineOf({ document, planned }: UndoSurvey, runId: string): PlanOutline {
  const { counts, steps, stepsLeftOut } = planned;
  return { hash: document.hash, counts, steps, stepsLeftOut, runId };
}
