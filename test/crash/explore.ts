import type { Sabotage } from './crash-everywhere.ts';
import { crashEverywhere, planOf } from './crash-everywhere.ts';
import { drawScenario, historyOf } from './draw-scenario.ts';

export interface ExploreOptions {
  readonly from: number;
  /** Scenarios with plans of their own to go through. */
  readonly scenarios: number;
  /** Stop earlier, when so much time has passed. */
  readonly untilMs?: number;
  readonly onScenario?: (done: Totals) => void;
  /** Breaks the worlds on purpose, to see that it shows. */
  readonly sabotage?: Sabotage;
}

export interface Totals {
  /** The next seed that was not drawn. */
  readonly nextSeed: number;
  readonly scenarios: number;
  readonly steps: number;
  readonly interruptedRuns: number;
  readonly otherEnds: number;
  /** One text for each scenario with violations: seed, history, what is broken. */
  readonly failures: readonly string[];
}

/** Goes through seeds until so many scenarios with different plans were crashed at every step. */
export async function explore(options: ExploreOptions): Promise<Totals> {
  const { from, scenarios, untilMs, onScenario, sabotage } = options;
  const plans = new Set<string>();
  const failures: string[] = [];
  const totals = { nextSeed: from, scenarios: 0, steps: 0, interruptedRuns: 0, otherEnds: 0 };
  while (totals.scenarios < scenarios && (untilMs === undefined || performance.now() < untilMs)) {
    const scenario = drawScenario(totals.nextSeed);
    totals.nextSeed += 1;
    const plan = await planOf(scenario);
    if (plan === null || plans.has(plan)) continue;
    plans.add(plan);
    const found = await crashEverywhere(scenario, sabotage);
    totals.scenarios += 1;
    totals.steps += found.steps;
    totals.interruptedRuns += found.interruptedRuns;
    totals.otherEnds += found.otherEnds;
    if (found.violations.length > 0)
      failures.push(
        [
          `seed ${scenario.seed} (npm run crash -- --from ${scenario.seed} --scenarios 1)`,
          ...historyOf(scenario).map((line) => `  ${line}`),
          ...found.violations.slice(0, 4).map((line) => `  ! ${line}`),
          ...(found.violations.length > 4 ? [`  ! and ${found.violations.length - 4} more`] : []),
        ].join('\n'),
      );
    onScenario?.({ ...totals, failures });
  }
  return { ...totals, failures };
}
