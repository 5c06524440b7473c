import type { FindingStore } from '../../store/findings.ts';
import type { RunInput, RunPorts, RunReport } from '../ports.ts';
import { leaveOpenIntents } from '../recover/recover.ts';
import { rulesHash } from '../rules-hash.ts';
import type { Run } from '../run.ts';
import type { RunResult, Timed } from '../within-run.ts';
import { withinRun } from '../within-run.ts';
import { compareLinks } from './compare-links.ts';
import { compareMemory } from './compare-memory.ts';
import { compareStrangers } from './compare-strangers.ts';
import { dropAnnounced, listSides } from './list-sides.ts';

/**
 * The full comparison of both sides with the memory. Writes to neither side, moves no position and settles nothing;
 * what it finds is kept as a document of the run. Memory is bounded by the size of a page.
 */
export function verifyScope(ports: RunPorts, input: RunInput, findings: FindingStore): Promise<RunReport> {
  return withinRun(ports, input, {
    kind: 'verify',
    undoOf: null,
    work: (run, timed) => verify(run, timed, findings),
  });
}

async function verify(run: Run, timed: Timed, findings: FindingStore): Promise<RunResult> {
  await leaveOpenIntents(run);
  await findings.begin(run.scope.id);
  await timed('pull', () => listSides(run, findings));
  const sighted = await findings.countSighted(run.id);
  const links = await timed('survey', async () => {
    const compared = await compareLinks(run, findings, !comparesEverythingNext(run));
    await compareStrangers(run, findings);
    await compareMemory(run, findings);
    await dropAnnounced(run, findings);
    return compared;
  });
  const compared = { links, records: sighted.crm, items: sighted.exchange };
  await findings.finish({ runId: run.id, scopeId: run.scope.id }, compared);
  return { rounds: 1, plan: null, brake: null };
}

/** Under other rules than those of the last run every pair is looked at again, whatever waits. */
function comparesEverythingNext({ scope, itemType, input }: Run): boolean {
  return scope.rulesHash !== rulesHash(itemType, input.rules, input.appointmentsFrom);
}
