import type { Principal } from '../../people/index.ts';
import type { Account } from '../../settings/settings.ts';
import type { AccountTarget } from '../account-target.ts';
import { getTargetOrThrow } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { readStoredSettings } from '../stored-configuration.ts';
import { audit, changedSettings } from './audit.ts';
import { administers } from './caller.ts';
import { accountProblems } from './check-settings.ts';
import { auditClaim } from './create-account.ts';
import type { EnteredAccount, Loose } from './entered.ts';
import { given } from './entered.ts';
import { versionSeen } from './expected-version.ts';
import { loginOfAccount } from './login-of-account.ts';
import { ownCredentials } from './own-credentials.ts';
import { resolveMailbox } from './resolve-mailbox.ts';
import type { SettingsResult } from './settings-result.ts';
import { refused } from './settings-result.ts';
import { storeAccount } from './store-account.ts';

type Needed = Pick<Connector, 'parts' | 'events' | 'directory'>;

/**
 * Changes an account; what is absent stays. Another mailbox is another claim. A login that was typed is tried at once,
 * so that its mistake is seen where it was made.
 * @throws ConnectorError `account_unknown`, `account_changed`, `profile_changed`, `mailbox_ambiguous`, `mailbox_unknown`,
 *   `mailbox_taken`, `item_type_active_elsewhere`, `sign_in_refused`, `mailbox_not_own`, `look_ups_paused`
 */
export async function changeAccount(
  connector: Needed,
  caller: Principal,
  name: string,
  change: Loose<EnteredAccount>,
  expectedVersion: string | null,
): Promise<SettingsResult<string>> {
  const { parts, events } = connector;
  const target = await getTargetOrThrow(parts, name);
  const { account: before, profile } = target;
  const version = versionSeen(before, expectedVersion, 'account_changed');
  const { credentials: entered, ...settings } = given<EnteredAccount>(change);
  const own = ownCredentials(before, profile, entered, parts.secrets);
  if (own.kind === 'problem') return refused(own.problem);

  const wanted: Account = { ...before, ...settings, credentials: own.credentials };
  const stored = await readStoredSettings(parts);
  const check = (account: Account) =>
    accountProblems(stored, account, { user: target.user.name, profile: profile.name }, administers(caller));
  const problems = check(wanted);
  if (problems.length > 0) return refused(...problems);

  const claimed = await claimAgain(connector, caller, target, wanted, isNewLogin(before, wanted, entered?.password));
  if (claimed.kind === 'refused') return claimed;
  const { value } = claimed;
  // It named the owner of the other mailbox.
  const isMoved = value.mailbox !== before.mailbox && settings.impersonate === undefined;
  const account = isMoved ? { ...value, impersonate: null } : value;
  const taken = check(account);
  if (taken.length > 0) return refused(...taken);
  // What was not sent is written as it was read, so it has to be what is there.
  await storeAccount(parts, caller, account, version, profile.version);
  const object = { kind: 'account', name } as const;
  await audit(parts, caller, 'account_changed', object, { settings: changedSettings(before, account) });
  if (account.claim !== before.claim) await auditClaim(connector, caller, account);
  events.publish({ kind: 'settings' });
  return { kind: 'stored', value: name };
}

async function claimAgain(
  connector: Needed,
  caller: Principal,
  { account: before, profile, user }: AccountTarget,
  wanted: Account,
  newLogin: boolean,
): Promise<SettingsResult<Account>> {
  const sameMailbox = wanted.mailbox.trim().toLowerCase() === before.mailbox.toLowerCase();
  if (sameMailbox && !newLogin) return { kind: 'stored', value: { ...wanted, mailbox: before.mailbox } };
  const resolved = await resolveMailbox(connector, administers(caller) ? caller : null, {
    profile,
    person: user,
    askedBy: caller,
    typed: wanted.mailbox,
    credentials: loginOfAccount(connector.parts, { account: wanted, profile }),
  });
  if (resolved.kind === 'refused') return resolved;
  // The claim of the same mailbox was decided; only what still waits can gain from a login that works.
  const decided = sameMailbox && (before.claim.decidedBy !== null || resolved.value.claim.resolvedSmtp === null);
  return { kind: 'stored', value: decided ? { ...wanted, mailbox: before.mailbox } : { ...wanted, ...resolved.value } };
}

function isNewLogin(before: Account, wanted: Account, password: string | undefined): boolean {
  if (wanted.credentials === null) return false;
  const { user, domain } = wanted.credentials;
  return password !== undefined || user !== before.credentials?.user || domain !== before.credentials.domain;
}
