import type { AccountFilter, MailboxClaim } from '../../settings/settings.ts';
import type { AccountTarget } from '../account-target.ts';
import { listTargets, targetsOf } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import type { AccountStanding } from '../standing.ts';
import { readStandings } from '../standing.ts';
import type { AccountView } from './account-view.ts';
import { accountViewOf } from './account-view.ts';

/** An account in a list: with how it stands. */
export interface ListedAccount extends AccountView {
  readonly standing: AccountStanding;
}

export interface AccountList {
  readonly accounts: readonly ListedAccount[];
  /** Whether more follow. */
  readonly more: boolean;
  /** Of all that were asked for, on whatever page. */
  readonly total: number;
}

/** What is absent does not narrow. */
export interface AccountListFilter {
  readonly userId?: string | undefined;
  /** Name of a profile; one that does not exist has no accounts. */
  readonly profile?: string | undefined;
  /** As it counts now. */
  readonly claim?: MailboxClaim['state'] | undefined;
  /** Words of the user's names or e-mail address, or a part of the mailbox or of the account's name. */
  readonly search?: string | undefined;
}

const NONE: AccountList = { accounts: [], more: false, total: 0 };

/** A page of accounts in order of name. A fixed number of statements. @param after name of the last one seen */
export async function pageAccountViews(
  connector: Connector,
  filter: AccountListFilter,
  after: string,
  limit: number,
): Promise<AccountList> {
  const stored = await storedFilter(connector, filter);
  if (stored === null) return NONE;
  const { claim } = filter;
  const { targets, ...counts } =
    claim === undefined
      ? await pageOf(connector, stored, after, limit)
      : await pageByClaim(connector, stored, claim, after, limit);
  const standings = await readStandings(connector, targets);
  const accounts = targets.flatMap((target) => {
    const standing = standings.get(target.account.id);
    return standing === undefined ? [] : [{ ...accountViewOf(connector.parts, target), standing }];
  });
  return { accounts, ...counts };
}

/** `null`: no account can match. */
async function storedFilter({ parts }: Connector, filter: AccountListFilter): Promise<AccountFilter | null> {
  const { userId, profile: name, search: text } = filter;
  const [profiles, found] = await Promise.all([
    name === undefined ? [] : parts.settings.listProfiles(),
    text === undefined ? [] : parts.people.search(text),
  ]);
  const profile = profiles.find((candidate) => candidate.name === name);
  if (name !== undefined && profile === undefined) return null;
  return {
    ...(userId === undefined ? {} : { userIds: [userId] }),
    ...(profile === undefined ? {} : { profileId: profile.id }),
    ...(text === undefined ? {} : { search: { text, userIds: found } }),
  };
}

interface TargetPage extends Omit<AccountList, 'accounts'> {
  readonly targets: readonly AccountTarget[];
}

async function pageOf({ parts }: Connector, filter: AccountFilter, after: string, limit: number): Promise<TargetPage> {
  const profiles = await parts.settings.listProfiles();
  const { accounts, more, total } = await parts.settings.pageAccounts(filter, after, limit);
  return { targets: await targetsOf(parts, profiles, accounts), more, total };
}

/** Whether a claim counts depends on the user's address of today, which the stored account does not know. */
async function pageByClaim(
  { parts }: Connector,
  filter: AccountFilter,
  claim: MailboxClaim['state'],
  after: string,
  limit: number,
): Promise<TargetPage> {
  const matching = (await listTargets(parts, filter)).filter((target) => target.claim.state === claim);
  const following = matching.filter(({ account }) => account.name > after);
  return { targets: following.slice(0, limit), more: following.length > limit, total: matching.length };
}
