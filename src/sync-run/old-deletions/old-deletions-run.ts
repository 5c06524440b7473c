import type { Link, StepCounts } from '../../sync/index.ts';
import { countStep, NO_STEPS, statesToDelete } from '../../sync/index.ts';
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
import { lineOf } from '../unit.ts';
import type { RunResult, Timed } from '../within-run.ts';
import { withinRun } from '../within-run.ts';
import { carryOut } from './carry-out.ts';
import { planPage } from './plan-page.ts';

/**
 * Makes up for deletions that no rule let be carried out when they were noticed, in the directions whose rule is on now.
 * Without `appliesPlan` it only plans. Can be killed at any moment: what was begun is completed by the next run of the
 * scope, and the rest is offered again.
 */
export function oldDeletionsRun(ports: RunPorts, input: RunInput): Promise<RunReport> {
  return withinRun(ports, input, { kind: 'oldDeletions', undoOf: null, work: makeUpFor });
}

async function makeUpFor(run: Run, timed: Timed): Promise<RunResult> {
  const { appliesPlan } = run.input;
  const onlyPlans = run.input.dryRun || appliesPlan === null;
  await noticeCrm(run);
  if (!isFrozen(run)) await timed('recover', () => (onlyPlans ? leaveOpenIntents(run) : recover(run)));
  if (isFrozen(run)) return whileFrozen(null);
  // A lost position fails the run: until everything was compared, nobody knows what has come back.
  await timed('pull', async () => {
    await pullArrivals(run);
    await doubtSighted(run);
  });
  const found = await timed('survey', () => survey(run));
  const brake = await brakeOnRequest(run, found.counts);
  const keep = (): Promise<string> => found.document.finish({ counts: found.planned.counts, brake });
  if (onlyPlans) return { rounds: 1, plan: outlineOf(found, await keep()), brake };

  const problem = await approveKept(run, appliesPlan, { document: found.document, brake, keep });
  if (problem !== null) return { rounds: 1, plan: outlineOf(found, run.id), brake: null, problem };
  await found.document.discard();
  await timed('apply', () => apply(run, found.links));
  const outline = outlineOf(found, appliesPlan);
  return isFrozen(run) ? whileFrozen(outline) : { rounds: 1, plan: outline, brake: null };
}

/** Who is who in the mailbox, or what the CRM still knows, is being found out: what is missing proves nothing. */
function whileFrozen(plan: PlanOutline | null): RunResult {
  const rounds = plan === null ? 0 : 1;
  return { rounds, plan, brake: null, problem: { code: 'old_deletions_while_frozen', details: {} } };
}

interface OldDeletions {
  readonly links: number;
  readonly counts: StepCounts;
  readonly planned: Tally;
  readonly document: PlanDocument;
}

/** The whole plan, page by page. Every line is kept: nothing of it is carried out that nobody has seen. */
async function survey(run: Run): Promise<OldDeletions> {
  const planned = createTally(run.input.listedSteps);
  const document = createPlanDocument(run, { keep: true });
  let counts = NO_STEPS;
  let links = 0;
  for await (const page of eachPage(run)) {
    for (const one of await planPage(run, page)) {
      counts = countStep(counts, one.step);
      countAsPlanned(planned, one);
      const planStep = planStepOf(run, one);
      planned.list(planStep);
      await document.add(planStep, lineOf(run, one));
    }
    links += page.length;
    progress(run, 'survey', links, null);
  }
  return { links, counts, planned, document };
}

async function apply(run: Run, links: number): Promise<void> {
  let done = 0;
  for await (const page of eachPage(run)) {
    await carryOut(run, page);
    if (isFrozen(run)) return;
    done += page.length;
    progress(run, 'apply', done, links);
  }
}

async function* eachPage(run: Run): AsyncGenerator<readonly Link[]> {
  const { store } = run.ports;
  const states = statesToDelete(run.input.rules);
  let after: string | null = null;
  for (;;) {
    const page: readonly Link[] = await store.pageOldDeletions(run.scope.id, states, after, run.input.chunkSize);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.id;
  }
}

function outlineOf({ document, planned }: OldDeletions, runId: string): PlanOutline {
  const { counts, steps, stepsLeftOut } = planned;
  return { hash: document.hash, counts, steps, stepsLeftOut, runId };
}
