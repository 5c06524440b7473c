import { refusal } from '../../connector/index.ts';
import type { Principal } from '../../people/index.ts';
import type { Account, Versioned } from '../../settings/settings.ts';
import type { ApiContext } from '../endpoint.ts';
import { isAdministrator } from './principal.ts';

type Context = Pick<ApiContext, 'connector'>;

/** Whether an account is there for the caller. */
export function maySee(principal: Principal, account: Pick<Account, 'userId'>): boolean {
  return isAdministrator(principal) || isOwner(principal, account);
}

/** Whether the mailbox of an account is the caller's own, private items and all. */
export function isOwner(principal: Principal, { userId }: Pick<Account, 'userId'>): boolean {
  return principal.kind === 'person' && principal.userId === userId;
}

/**
 * Whose accounts a list is about, for the caller.
 * @param user login name that was asked for, without regard to case; `undefined`: all that are there for the caller
 * @returns id of the user; `undefined`: everybody; `null`: nobody whom the caller may see
 */
export async function askedUserId(
  { connector }: Context,
  principal: Principal,
  user: string | undefined,
): Promise<string | null | undefined> {
  if (principal.kind === 'person' && !isAdministrator(principal)) {
    return user === undefined || user.toLowerCase() === principal.name.toLowerCase() ? principal.userId : null;
  }
  if (user === undefined) return undefined;
  return (await connector.parts.people.findByName(user))?.id ?? null;
}

/**
 * An account that the caller may see and change. Somebody else's does not exist: a refusal would tell its name.
 * @throws ConnectorError `account_unknown`
 */
export async function ownedAccountOrThrow(
  { connector }: Context,
  principal: Principal,
  name: string,
): Promise<Account & Versioned> {
  const [account] = await connector.parts.settings.listAccounts({ name });
  if (account !== undefined && maySee(principal, account)) return account;
  throw refusal('account_unknown', `there is no account ${name}`, { account: name });
}

/**
 * Ids of the accounts that a list is about, for the caller; `null`: of all.
 * @param account name of the one that was asked for
 * @throws ConnectorError `account_unknown`
 */
export async function visibleAccountIds(
  context: Context,
  principal: Principal,
  account: string | undefined,
): Promise<readonly string[] | null> {
  if (account !== undefined) return [(await ownedAccountOrThrow(context, principal, account)).id];
  const userId = await askedUserId(context, principal, undefined);
  if (userId === undefined) return null;
  const own = await context.connector.parts.settings.listAccounts({ userIds: userId === null ? [] : [userId] });
  return own.map(({ id }) => id);
}
