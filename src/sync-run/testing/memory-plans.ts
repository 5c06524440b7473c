import type { NewPlan, Plan, PlanEntry, PlanStore, RunRecord } from '../../store/port.ts';

/** The contract of plans as documents in memory. */
export interface MemoryPlans extends PlanStore {
  readonly heads: Map<string, NewPlan & Pick<Plan, 'state' | 'appliedBy' | 'madeAt'>>;
  readonly steps: Map<string, (PlanEntry & { taken: boolean })[]>;
}

export function createMemoryPlans(
  runs: { readonly records: readonly Pick<RunRecord, 'id' | 'kind' | 'undoOf'>[] },
  now: () => string,
): MemoryPlans {
  const heads: MemoryPlans['heads'] = new Map();
  const steps: MemoryPlans['steps'] = new Map();
  const stepsOf = (runId: string): (PlanEntry & { taken: boolean })[] => steps.get(runId) ?? [];
  const linesOf = (runId: string): readonly string[] => stepsOf(runId).flatMap(({ line }) => line ?? []);
  const kindOf = (runId: string): Pick<RunRecord, 'kind' | 'undoOf'> => {
    const { kind = 'sync', undoOf = null } = runs.records.find(({ id }) => id === runId) ?? {};
    return { kind, undoOf };
  };
  const planOf = (runId: string): Plan | null => {
    const head = heads.get(runId);
    return head === undefined ? null : { ...head, ...kindOf(runId), accountId: 'account', itemType: 'contacts' };
  };
  return {
    heads,
    steps,
    async addSteps(runId, from, entries) {
      const held = stepsOf(runId);
      if (held.length !== from) throw new Error(`steps of ${runId} begin at ${from}, not at ${held.length}`);
      steps.set(runId, [...held, ...entries.map((entry) => ({ ...structuredClone(entry), taken: false }))]);
    },
    async finishPlan(plan) {
      if (heads.has(plan.runId)) throw new Error(`${plan.runId} has a plan`);
      heads.set(plan.runId, { ...plan, state: 'open', appliedBy: null, madeAt: now() });
    },
    async discardPlan(runId) {
      heads.delete(runId);
      steps.delete(runId);
    },
    async findPlan(runId) {
      return planOf(runId);
    },
    async newestOpenPlan(scopeId, kind, hash) {
      const open = [...heads.values()].filter(
        (head) => head.scopeId === scopeId && head.state === 'open' && kindOf(head.runId).kind === kind,
      );
      const newest = open.findLast((head) => hash === null || head.hash === hash);
      return newest === undefined ? null : planOf(newest.runId);
    },
    async pageSteps(runId, { kind, after, limit }) {
      return stepsOf(runId)
        .map(({ step }, ordinal) => ({ ...step, ordinal }))
        .filter((step) => step.ordinal > (after ?? -1) && (kind === null || step.kind === kind))
        .slice(0, limit);
    },
    async countSteps(runId) {
      const counts: Record<string, number> = {};
      for (const { step } of stepsOf(runId)) counts[step.kind] = (counts[step.kind] ?? 0) + 1;
      return counts;
    },
    async comparePlans(before, after) {
      const rest = [...linesOf(after)];
      let missing = 0;
      for (const line of linesOf(before)) {
        const index = rest.indexOf(line);
        if (index < 0) missing += 1;
        else rest.splice(index, 1);
      }
      return { added: rest.length, missing };
    },
    async markApplied(runId, appliedBy) {
      const head = heads.get(runId);
      if (head?.state !== 'open') return false;
      for (const older of heads.values()) {
        if (older.runId === runId) break;
        if (older.scopeId === head.scopeId && older.state === 'open' && kindOf(older.runId).kind === kindOf(runId).kind)
          heads.set(older.runId, { ...older, state: 'outdated' });
      }
      heads.set(runId, { ...head, state: 'applied', appliedBy });
      return true;
    },
    async markOutdated(runId) {
      const head = heads.get(runId);
      if (head?.state === 'open') heads.set(runId, { ...head, state: 'outdated' });
    },
    async takeLines(runId, lines, once) {
      const taken = new Set<string>();
      for (const entry of stepsOf(runId)) {
        if (entry.line === null || !lines.includes(entry.line) || (once && entry.taken)) continue;
        entry.taken = true;
        taken.add(entry.line);
      }
      return taken;
    },
    async countOpenLines(runId) {
      return stepsOf(runId).filter(({ line, taken }) => line !== null && !taken).length;
    },
    async discardUnfinished() {
      const unfinished = [...steps.keys()].filter((runId) => !heads.has(runId));
      for (const runId of unfinished) steps.delete(runId);
      return unfinished.length;
    },
  };
}
