import { changedNothing } from '../store/index.ts';
import type { Connector } from './connector.ts';
import { refusal } from './refusal.ts';
import type { Run } from './run.ts';
import { runOfRecord } from './run.ts';

export interface RunFilter {
  /** `null`: of all accounts. */
  readonly accountIds: readonly string[] | null;
  readonly limit: number;
  /** Also runs in which nothing happened; of those on schedule only the last ones of this process are known. */
  readonly includeIdle: boolean;
}

/** Runs of this process and of earlier ones, newest first. A fixed number of statements. */
export async function listRuns(connector: Connector, filter: RunFilter): Promise<readonly Run[]> {
  const { accountIds, limit, includeIdle } = filter;
  const [past, live] = await Promise.all([connector.parts.reports.listRuns(filter), liveRunsOf(connector, accountIds)]);
  const byId = new Map<string, Run>(past.map((run) => [run.id, runOfRecord(run, run)]));
  // What the process knows is more than what the history keeps.
  for (const run of live) byId.set(run.id, run);
  return [...byId.values()]
    .filter((run) => includeIdle || !isIdle(run))
    .sort((a, b) => (a.queuedAt < b.queuedAt ? 1 : -1))
    .slice(0, limit);
}

/** @throws ConnectorError `run_unknown` */
export async function getRunOrThrow(connector: Connector, id: string, waitMs: number): Promise<Run> {
  const live = await connector.board.waitForFinish(id, waitMs);
  if (live !== undefined) return live;
  const past = await connector.parts.reports.findRun(id);
  if (past === null) throw refusal('run_unknown', `there is no run ${id}`, { run: id });
  return runOfRecord(past, past);
}

/** Those of scopes in use, as in the history. */
async function liveRunsOf({ board, parts }: Connector, accountIds: readonly string[] | null): Promise<readonly Run[]> {
  const runs = board.newestFirst().filter(({ accountId }) => accountIds?.includes(accountId) ?? true);
  if (runs.length === 0) return [];
  const scopes = await parts.store.listScopes([...new Set(runs.map(({ accountId }) => accountId))]);
  const inUse = new Set(scopes.map(({ id }) => id));
  return runs.filter(({ scopeId }) => inUse.has(scopeId));
}

function isIdle({ kind, state, outcome, counts, dryRun }: Run): boolean {
  return (
    kind === 'sync' &&
    state === 'finished' &&
    outcome === 'done' &&
    !dryRun &&
    counts !== null &&
    changedNothing(counts)
  );
}
