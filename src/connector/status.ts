import type { CrmUser } from '../crm/port.ts';
import type { AccountSchedule } from '../jobs/index.ts';
import type { ItemType } from '../model/index.ts';
import { ITEM_TYPES } from '../model/index.ts';
import type { Profile } from '../settings/settings.ts';
import type { Scope, Unlinked } from '../store/port.ts';
import type { Link } from '../sync/index.ts';
import type { AccountTarget } from './account-target.ts';
import { itemTypesOf, listTargets } from './account-target.ts';
import type { Connector } from './connector.ts';
import type { Run } from './run.ts';
import { runOfRecord } from './run.ts';

export interface ScopeStatusReport {
  readonly scopeId: string;
  readonly itemType: ItemType;
  readonly status: Scope['status'];
  readonly statusReason: Scope['statusReason'];
  readonly lastRunAt: string | null;
  readonly lastSuccessAt: string | null;
  readonly links: Readonly<Record<Link['state'], number>>;
  readonly unlinked: Readonly<Record<Unlinked['state'], number>>;
  /** Items that are still to be looked at. */
  readonly hints: number;
  readonly quarantined: number;
  readonly lastRun: Run | null;
}

export interface AccountStatus {
  readonly name: string;
  readonly user: Pick<CrmUser, 'id' | 'name' | 'displayName'>;
  readonly profile: Pick<Profile, 'name' | 'title'>;
  readonly mailbox: string;
  readonly active: boolean;
  readonly schedule: AccountSchedule;
  /** Item types that are switched on in profile and account. A scope appears with its first run. */
  readonly itemTypes: readonly ItemType[];
  readonly scopes: readonly ScopeStatusReport[];
}

export interface Status {
  readonly profiles: readonly (Pick<Profile, 'name' | 'title' | 'serverUrl' | 'active'> & {
    readonly accounts: number;
  })[];
  readonly accounts: readonly AccountStatus[];
}

export async function readStatus(connector: Connector): Promise<Status> {
  const [targets, profiles, scopes] = await Promise.all([
    listTargets(connector.parts),
    connector.parts.settings.listProfiles(),
    connector.parts.store.listScopes(),
  ]);
  const accounts: AccountStatus[] = [];
  for (const target of targets) {
    const own = ITEM_TYPES.flatMap((itemType) =>
      scopes.filter((scope) => scope.accountId === target.account.id && scope.itemType === itemType),
    );
    accounts.push(await accountStatus(connector, target, own));
  }
  return {
    profiles: profiles.map(({ id, name, title, serverUrl, active }) => ({
      name,
      title,
      serverUrl,
      active,
      accounts: targets.filter(({ profile }) => profile.id === id).length,
    })),
    accounts,
  };
}

async function accountStatus(
  connector: Connector,
  target: AccountTarget,
  scopes: readonly Scope[],
): Promise<AccountStatus> {
  const { account, profile, user } = target;
  return {
    name: account.name,
    user: { id: user.id, name: user.name, displayName: user.displayName },
    profile: { name: profile.name, title: profile.title },
    mailbox: account.mailbox,
    active: account.active && profile.active && user.active,
    schedule: connector.scheduler.scheduleOf(account.id),
    itemTypes: itemTypesOf(target),
    scopes: await Promise.all(scopes.map((scope) => scopeStatus(connector, scope))),
  };
}

async function scopeStatus({ parts, board }: Connector, scope: Scope): Promise<ScopeStatusReport> {
  const [links, unlinked, hints, quarantine, runs] = await Promise.all([
    parts.store.countLinks(scope.id),
    parts.store.countUnlinked(scope.id),
    parts.store.countHints(scope.id),
    parts.store.listQuarantine(scope.id),
    parts.runs.listRuns({ scopeId: scope.id, limit: 1 }),
  ]);
  const live = board.newestFirst().find((run) => run.scopeId === scope.id && run.state !== 'waiting');
  const stored = runs[0];
  return {
    scopeId: scope.id,
    itemType: scope.itemType,
    status: scope.status,
    statusReason: scope.statusReason,
    lastRunAt: scope.lastRunAt,
    lastSuccessAt: scope.lastSuccessAt,
    links,
    unlinked,
    hints,
    quarantined: quarantine.length,
    lastRun: live ?? (stored === undefined ? null : runOfRecord(stored, scope)),
  };
}
