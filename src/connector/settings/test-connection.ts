import type { ConnectionStep } from '../../exchange/diagnosis.ts';
import type { Principal } from '../../people/index.ts';
import { hasServiceAccount, newProfile } from '../../settings/index.ts';
import type { Profile } from '../../settings/settings.ts';
import { assertClaimGranted, getTargetOrThrow } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { accessTo, ewsOptionsOf, ewsOptionsOfTarget } from '../ews-options.ts';
import { forgetRefusedPassword } from '../forget-refused-password.ts';
import { openedServiceAccount } from '../opened-credentials.ts';
import { actorOf, administers } from './caller.ts';
import { wayInProblems } from './check-settings.ts';
import type { ConnectionTests } from './connection-tests.ts';
import type { EnteredProfile } from './entered.ts';
import { getProfileOrThrow } from './find-profile.ts';
import { profileFromForm } from './profile-from-form.ts';
import type { SettingsResult } from './settings-result.ts';
import { refused } from './settings-result.ts';
import { toldToUser } from './told-to-user.ts';

/** What of a form is needed to try it. */
export type ConnectionDraft = Pick<
  EnteredProfile,
  'serverUrl' | 'delegate' | 'oauth' | 'impersonateBy' | 'signIn' | 'exchangeVersion' | 'tls' | 'allowInsecureHttp'
>;

export interface ProfileTestRequest {
  /** Name: the stored settings, or the stored password for a draft. */
  readonly profile: string | undefined;
  /** What stands in the form; absent: what is stored. */
  readonly draft: ConnectionDraft | undefined;
  /** Address of a mailbox to open; absent: the steps that need one are skipped. */
  readonly mailbox: string | undefined;
}

export type ConnectionTest = AsyncIterable<ConnectionStep>;

/** Where no step signs in. */
const NOBODY = { kind: 'password', user: '', domain: null, password: '' } as const;

type Needed = Pick<Connector, 'parts'> & { readonly connectionTests: ConnectionTests };

/**
 * Tries the service account of a profile, as it is stored or as it stands in a form. Without one there is nothing to
 * sign in with, and the test ends before that.
 * @throws ConnectorError `profile_unknown`, `password_needed_for_new_server`, `secret_needed_for_new_server`,
 *   `secret_unreadable`, `impersonated_name_missing`, `connection_test_running`
 */
export async function testProfileConnection(
  { parts, connectionTests }: Needed,
  caller: Principal,
  { profile: name, draft, mailbox = '' }: ProfileTestRequest,
): Promise<SettingsResult<ConnectionTest>> {
  const stored = name === undefined ? null : await getProfileOrThrow(parts, name);
  const before = stored ?? newProfile({ id: 'draft', name: 'draft', serverUrl: draft?.serverUrl ?? '' });
  const entered = draft === undefined ? null : profileFromForm(parts, caller, before, draft);
  if (entered?.kind === 'problem') return refused(entered.problem);
  const profile = entered?.profile ?? before;
  const problems = wayInProblems(parts, profile);
  if (problems.length > 0) return refused(...problems);
  const credentials = openedServiceAccount(parts, profile);
  const signsIn = credentials !== null;
  const opened = signsIn ? mailbox.trim() : '';
  const options = ewsOptionsOf(parts, profile, {
    mailbox: opened,
    credentials: credentials ?? NOBODY,
    ...(await triedAccess(parts, profile, opened)),
  });
  if (credentials !== null) parts.forgetRefusals(credentials);
  const key = name === undefined ? `draft ${actorOf(caller)}` : `profile ${name}`;
  return { kind: 'stored', value: connectionTests.start(key, options, { signsIn }) };
}

/** The owner of the mailbox is called as the account calls it that has the mailbox in this profile. */
async function triedAccess({ settings }: Connector['parts'], profile: Profile, mailbox: string) {
  // Nobody is impersonated where no mailbox is opened.
  if (mailbox === '')
    return accessTo({ ...profile, impersonateBy: 'primarySmtpAddress' }, { mailbox, impersonate: null });
  const accounts = await settings.listAccounts({ profileId: profile.id });
  const account = accounts.find((candidate) => candidate.mailbox.toLowerCase() === mailbox.toLowerCase());
  return accessTo(profile, { mailbox, impersonate: account?.impersonate ?? null });
}

/**
 * Tries an account as its runs connect. Users are told how it ended; how the server is reached and mended is for
 * administrators.
 * @throws ConnectorError `account_unknown`, `claim_waiting`, `claim_refused`, `credentials_missing`,
 *   `secret_unreadable`, `impersonated_name_missing`, `connection_test_running`
 */
export async function testAccountConnection(
  { parts, connectionTests }: Needed,
  caller: Principal,
  accountName: string,
): Promise<ConnectionTest> {
  const target = await getTargetOrThrow(parts, accountName);
  assertClaimGranted(target);
  const options = ewsOptionsOfTarget(parts, target);
  forgetRefusedPassword(parts, caller, target);
  const test = connectionTests.start(`account ${accountName}`, options, { signsIn: true });
  return administers(caller) ? test : toldToUser(test, !hasServiceAccount(target.profile));
}
