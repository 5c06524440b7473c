import type { CrmUser } from '../crm/port.ts';
import type { AccountFilter, Profile } from '../settings/settings.ts';
import type { ItemCounts } from '../store/index.ts';
import { NO_ITEMS } from '../store/index.ts';
import type { Scope } from '../store/port.ts';
import type { AccountTarget } from './account-target.ts';
import { listTargets } from './account-target.ts';
import { byAccount } from './by-account.ts';
import type { Connector } from './connector.ts';
import type { ServerStop } from './held-back/server-stops.ts';
import type { Run } from './run.ts';
import { runOfRecord } from './run.ts';
import type { AccountStanding } from './standing.ts';
import { inOrder, liveRuns, standingOf } from './standing.ts';

export interface ScopeStatusReport
  extends Pick<Scope, 'itemType' | 'status' | 'statusReason' | 'lastRunAt' | 'lastSuccessAt'>,
    ItemCounts {
  readonly scopeId: string;
  readonly lastRun: Run | null;
}

export interface AccountStatus extends AccountStanding {
  readonly name: string;
  readonly user: Pick<CrmUser, 'id' | 'name' | 'displayName'>;
  readonly profile: Pick<Profile, 'name' | 'title'>;
  readonly mailbox: string;
  readonly scopes: readonly ScopeStatusReport[];
}

export interface Status {
  /** Servers of which nothing is begun, because several mailboxes began to fail in the same way. */
  readonly stops: readonly ServerStop[];
  readonly profiles: readonly (Pick<Profile, 'name' | 'title' | 'serverUrl' | 'active'> & {
    readonly accounts: number;
  })[];
  readonly accounts: readonly AccountStatus[];
}

/**
 * A fixed number of statements, whatever the number of accounts.
 * @param filter the accounts that are told, and counted in their profiles; the others cost nothing. By default all
 */
export async function readStatus(connector: Connector, filter?: AccountFilter): Promise<Status> {
  const { settings, store } = connector.parts;
  const [targets, profiles] = await Promise.all([listTargets(connector.parts, filter), settings.listProfiles()]);
  const scopes = await store.listScopes(filter && targets.map(({ account }) => account.id));
  const reportOf = await readReports(connector, scopes, filter === undefined);
  const scopesOf = byAccount(scopes);
  return {
    stops: connector.admission.stops(),
    profiles: profiles.map(({ id, name, title, serverUrl, active }) => ({
      name,
      title,
      serverUrl,
      active,
      accounts: targets.filter(({ profile }) => profile.id === id).length,
    })),
    accounts: targets.map((target) => accountStatus(connector, target, scopesOf(target.account.id), reportOf)),
  };
}

type ReportOf = (scope: Scope) => ScopeStatusReport;

/** @param everything the scopes are all there are */
async function readReports(
  { parts, board }: Connector,
  scopes: readonly Scope[],
  everything: boolean,
): Promise<ReportOf> {
  const scopeIds = everything ? null : scopes.map(({ id }) => id);
  const [counts, runs] = await Promise.all([parts.reports.countItems(scopeIds), parts.reports.lastRuns(scopeIds)]);
  const stored = new Map(runs.map((run) => [run.scopeId, run]));
  const live = liveRuns(board);
  return (scope) => {
    const run = stored.get(scope.id);
    return {
      scopeId: scope.id,
      itemType: scope.itemType,
      status: scope.status,
      statusReason: scope.statusReason,
      lastRunAt: scope.lastRunAt,
      lastSuccessAt: scope.lastSuccessAt,
      ...(counts.get(scope.id) ?? NO_ITEMS),
      lastRun: live.get(scope.id) ?? (run === undefined ? null : runOfRecord(run, scope)),
    };
  };
}

function accountStatus(
  connector: Connector,
  target: AccountTarget,
  scopes: readonly Scope[],
  reportOf: ReportOf,
): AccountStatus {
  const { account, profile, user } = target;
  return {
    name: account.name,
    user: { id: user.id, name: user.name, displayName: user.displayName },
    profile: { name: profile.name, title: profile.title },
    mailbox: account.mailbox,
    ...standingOf(connector, target, scopes),
    scopes: inOrder(scopes).map(reportOf),
  };
}
