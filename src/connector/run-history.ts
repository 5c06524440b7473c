import type { Connector } from './connector.ts';
import { changedNothing } from './idle.ts';
import { refusal } from './refusal.ts';
import type { Run } from './run.ts';
import { runOfRecord } from './run.ts';

export interface RunFilter {
  readonly accountName?: string;
  readonly limit: number;
  /** Also runs in which nothing happened; of those on schedule only the last ones of this process are known. */
  readonly includeIdle: boolean;
}

/** Runs of this process and of earlier ones, newest first. */
export async function listRuns(connector: Connector, filter: RunFilter): Promise<readonly Run[]> {
  const { parts, board } = connector;
  const [scopes, accounts] = await Promise.all([parts.store.listScopes(), parts.settings.listAccounts()]);
  const account = accounts.find(({ name }) => name === filter.accountName);
  if (filter.accountName !== undefined && account === undefined) {
    throw refusal('account_unknown', `there is no account ${filter.accountName}`, { account: filter.accountName });
  }
  const wanted = new Map(
    scopes
      .filter(({ accountId }) => account === undefined || accountId === account.id)
      .map((scope) => [scope.id, scope]),
  );
  const records = (
    await Promise.all(
      [...wanted.keys()].map((scopeId) =>
        parts.runs.listRuns({ scopeId, limit: filter.limit * (filter.includeIdle ? 1 : 5) }),
      ),
    )
  ).flat();
  const byId = new Map<string, Run>();
  for (const record of records) {
    const scope = wanted.get(record.scopeId);
    if (scope !== undefined) byId.set(record.id, runOfRecord(record, scope));
  }
  // What the process knows is more than what the history keeps.
  for (const run of board.newestFirst()) if (wanted.has(run.scopeId)) byId.set(run.id, run);
  return [...byId.values()]
    .filter((run) => filter.includeIdle || !isIdle(run))
    .sort((a, b) => (a.queuedAt < b.queuedAt ? 1 : -1))
    .slice(0, filter.limit);
}

/** @throws ConnectorError `run_unknown` */
export async function getRunOrThrow(connector: Connector, id: string, waitMs: number): Promise<Run> {
  const live = await connector.board.waitForFinish(id, waitMs);
  if (live !== undefined) return live;
  const run = (await listRuns(connector, { limit: 1_000, includeIdle: true })).find((candidate) => candidate.id === id);
  if (run === undefined) throw refusal('run_unknown', `there is no run ${id}`, { run: id });
  return run;
}

function isIdle({ state, outcome, counts, dryRun }: Run): boolean {
  return state === 'finished' && outcome === 'done' && !dryRun && counts !== null && changedNothing(counts);
}
