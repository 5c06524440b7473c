import type { ConfigurationProblem } from '../../config/index.ts';
import type { Person, Principal } from '../../people/index.ts';
import type { Account, Profile, Versioned } from '../../settings/settings.ts';
import type { Connector } from '../connector.ts';
import type { StoredSettings } from '../stored-configuration.ts';
import { readStoredSettings } from '../stored-configuration.ts';
import { audit } from './audit.ts';
import { actorOf, administers } from './caller.ts';
import { accountProblems } from './check-settings.ts';
import type { NewAccountSettings } from './entered.ts';
import { loginOfAccount } from './login-of-account.ts';
import { ownCredentials } from './own-credentials.ts';
import { resolveMailbox } from './resolve-mailbox.ts';
import type { SettingsResult } from './settings-result.ts';
import { missing, problemAt, refused } from './settings-result.ts';
import { storeAccount } from './store-account.ts';
import { accountIdOf, slugOf, uniqueName } from './unique-name.ts';

/**
 * Connects a user to a profile. What is not said: both item types, all appointments, active, and a first run that
 * somebody approves.
 * @returns the name of the account
 * @throws ConnectorError `profile_changed`, `mailbox_ambiguous`, `mailbox_unknown`, `mailbox_taken`, `sign_in_refused`,
 *   `mailbox_not_own`, `look_ups_paused`
 */
export async function createAccount(
  connector: Pick<Connector, 'parts' | 'events' | 'directory'>,
  caller: Principal,
  form: NewAccountSettings,
): Promise<SettingsResult<string>> {
  const { parts, events } = connector;
  const stored = await readStoredSettings(parts);
  const ends = endsOf(stored, caller, form);
  if (ends.kind === 'problem') return refused(ends.problem);
  const { person, profile } = ends;

  const name = nameFor(stored, person, profile);
  const id = accountIdOf(person.id, name);
  const own = ownCredentials({ id, credentials: null }, profile, form.credentials, parts.secrets);
  if (own.kind === 'problem') return refused(own.problem);
  const typed: Account = {
    id,
    name,
    userId: person.id,
    profileId: profile.id,
    mailbox: form.mailbox,
    impersonate: form.impersonate ?? null,
    credentials: own.credentials,
    synchronise: form.synchronise ?? { contacts: true, appointments: true },
    appointmentsFrom: form.appointmentsFrom ?? { kind: 'all' },
    active: form.active ?? true,
    firstRun: form.firstRun ?? 'approve',
    claim: { state: 'waiting', reason: 'notResolved', resolvedSmtp: null, decidedBy: null, at: parts.clock.now() },
  };
  const names = { user: person.name, profile: profile.name };
  const problems = accountProblems(stored, typed, names, administers(caller));
  if (problems.length > 0) return refused(...problems);

  const resolved = await resolveMailbox(connector, administers(caller) ? caller : null, {
    profile,
    person,
    askedBy: caller,
    typed: form.mailbox,
    credentials: loginOfAccount(parts, { account: typed, profile }),
  });
  if (resolved.kind === 'refused') return resolved;
  const account = { ...typed, ...resolved.value };
  const taken = accountProblems(stored, account, names, administers(caller));
  if (taken.length > 0) return refused(...taken);
  await storeAccount(parts, caller, account, null, profile.version);
  await audit(parts, caller, 'account_created', { kind: 'account', name });
  await auditClaim(connector, caller, account);
  events.publish({ kind: 'settings' });
  return { kind: 'stored', value: name };
}

type Ends =
  | { readonly kind: 'ends'; readonly person: Person; readonly profile: Profile & Versioned }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem };

function endsOf({ users, profiles }: StoredSettings, caller: Principal, form: NewAccountSettings): Ends {
  const userName = form.user ?? (caller.kind === 'person' ? caller.name : null);
  if (userName === null) return { kind: 'problem', problem: missing('user') };
  const person = users.find(({ name }) => name.toLowerCase() === userName.toLowerCase());
  if (person === undefined) {
    return { kind: 'problem', problem: problemAt('user', 'unknown_user', 'no_user', { user: userName }) };
  }
  // A profile that is not active does not appear on the pages of users, so it is none for them.
  const profile = profiles.find(({ name, active }) => name === form.profile && (active || administers(caller)));
  if (profile !== undefined) return { kind: 'ends', person, profile };
  const params = { profile: form.profile };
  return { kind: 'problem', problem: problemAt('profile', 'unknown_profile', 'no_profile', params) };
}

function nameFor({ accounts }: StoredSettings, person: Person, profile: Profile): string {
  return uniqueName(
    `${slugOf(person.name, 'user')}-${profile.name}`,
    accounts.map(({ name }) => name),
  );
}

export async function auditClaim(
  { parts }: Pick<Connector, 'parts'>,
  caller: Principal,
  { name, claim }: Pick<Account, 'name' | 'claim'>,
): Promise<void> {
  const action = claim.state === 'granted' ? 'claim_granted' : 'claim_waiting';
  // Where the rule itself granted, nobody else did.
  const details = claim.decidedBy === actorOf(caller) ? {} : { rule: true };
  await audit(parts, caller, action, { kind: 'account', name }, details);
}
