import type {
  Configuration,
  ConfigurationChange,
  ConfiguredAccount,
  ConfiguredProfile,
  ConfiguredUser,
  PlainOAuth,
} from '../config/index.ts';
import { ConnectorError } from '../model/index.ts';
import type { Person, Principal } from '../people/index.ts';
import type {
  Account,
  MailboxClaim,
  OAuthApplication,
  Profile,
  SealedSecret,
  SecretBox,
} from '../settings/settings.ts';
import type { ConnectorParts } from './parts.ts';
import {
  accountPasswordIdentity,
  clientSecretIdentity,
  delegatePasswordIdentity,
  privateKeyIdentity,
} from './secret-identity.ts';
import { isAnotherServer } from './settings/another-server.ts';
import { audit } from './settings/audit.ts';
import { actorOf } from './settings/caller.ts';
import { leaveServer } from './settings/leave-server.ts';
import { sealCredentials, sealSecret } from './settings/seal-credentials.ts';
import { accountIdOf } from './settings/unique-name.ts';
import type { StoredConfiguration } from './stored-configuration.ts';

type Needed = Pick<ConnectorParts, 'settings' | 'people' | 'secrets' | 'newId' | 'clock'>;

/**
 * Users first, then profiles, then accounts, because each refers to the one before. Interrupted between two
 * objects, the next application of the same document does the rest.
 * @returns how many objects were written
 */
export async function storeConfiguration(
  parts: Needed,
  caller: Principal,
  stored: StoredConfiguration,
  wanted: Configuration,
  changes: readonly ConfigurationChange[],
): Promise<number> {
  const changed = (object: ConfigurationChange['object'], name: string) =>
    changes.some((change) => change.object === object && change.name === name && change.action !== 'unchanged');
  let written = 0;

  const people = new Map(stored.users.map((person) => [person.name, person]));
  for (const user of promotedFirst(wanted.users)) {
    const before = people.get(user.name);
    if (!changed('user', user.name) && before?.emailVerified === true) continue;
    const person = await storeUser(parts, user, before);
    people.set(user.name, person);
    await auditRights(parts, caller, person, before);
    written += 1;
  }

  const profileIds = new Map(stored.profiles.map(({ name, id }) => [name, id]));
  for (const profile of wanted.profiles.filter(({ name }) => changed('profile', name))) {
    const before = stored.profiles.find(({ name }) => name === profile.name);
    const id = before?.id ?? parts.newId();
    profileIds.set(profile.name, id);
    const sealed = sealedProfile(id, profile, before, parts.secrets);
    const moves = before !== undefined && isAnotherServer(before.serverUrl, profile.serverUrl);
    const leave = leaveServer(caller.kind === 'operator', parts.clock.now());
    if (moves) await parts.settings.moveProfile(sealed, null, leave);
    else await parts.settings.putProfile(sealed, null);
    written += 1;
  }

  // Read again: an account whose profile left its server was changed by that.
  const accounts = new Map((await parts.settings.listAccounts()).map((account) => [account.name, account]));
  for (const account of switchedOffFirst(wanted.accounts)) {
    const before = accounts.get(account.name);
    if (!changed('account', account.name) && before?.claim.state === 'granted' && before.claim.decidedBy !== null) {
      continue;
    }
    const userId = before?.userId ?? known(people, account.user).id;
    const ids = {
      id: before?.id ?? accountIdOf(userId, account.name),
      userId,
      profileId: known(profileIds, account.profile),
    };
    const claim = claimOf(account, before, caller, parts.clock.now());
    await parts.settings.putAccount({ ...sealedAccount(ids, account, before, parts.secrets), claim }, null);
    const decides = before !== undefined && claim !== before.claim;
    if (decides) await audit(parts, caller, 'claim_granted', { kind: 'account', name: account.name });
    written += 1;
  }
  return written;
}

/** Whoever enters a person's address in a file vouches for it. */
async function storeUser({ people }: Needed, user: ConfiguredUser, before: Person | undefined): Promise<Person> {
  if (before !== undefined) return people.update(before.id, { ...user, emailVerified: true }, null);
  const { active, role, ...person } = user;
  const created = await people.create(person, { role, emailVerified: true });
  return active ? created : people.update(created.id, { active }, null);
}

/** That a file was applied does not say who may do more since then. */
async function auditRights(
  { people }: Needed,
  caller: Principal,
  { name, role, active, emailVerified }: Person,
  before: Person | undefined,
): Promise<void> {
  const same = before?.role === role && before.active === active && before.emailVerified === emailVerified;
  if (same) return;
  await people.audit({
    actor: actorOf(caller),
    action: before === undefined ? 'person_created' : 'person_changed',
    object: { kind: 'person', name },
    details: { role, active, emailVerified },
  });
}

/** Whoever enters an account in a file grants its mailbox. */
function claimOf(
  { mailbox }: ConfiguredAccount,
  before: Account | undefined,
  caller: Principal,
  at: string,
): MailboxClaim {
  const same = before !== undefined && before.mailbox.toLowerCase() === mailbox.toLowerCase();
  if (same && before.claim.state === 'granted' && before.claim.decidedBy !== null) return before.claim;
  const resolvedSmtp = same ? before.claim.resolvedSmtp : null;
  return { state: 'granted', reason: null, resolvedSmtp, decidedBy: actorOf(caller), at };
}

/** There must be an administrator left when another one stops to be one. */
function promotedFirst(users: readonly ConfiguredUser[]): readonly ConfiguredUser[] {
  const weight = ({ role, active }: ConfiguredUser) => (role === 'administrator' && active ? 0 : 1);
  return [...users].sort((a, b) => weight(a) - weight(b));
}

/** An item type that moves from one account to another must be free before the other takes it. */
function switchedOffFirst(accounts: readonly ConfiguredAccount[]): readonly ConfiguredAccount[] {
  const weight = ({ active, synchronise }: ConfiguredAccount) =>
    active ? Number(synchronise.contacts) + Number(synchronise.appointments) : 0;
  return [...accounts].sort((a, b) => weight(a) - weight(b));
}

function sealedProfile(
  id: string,
  wanted: ConfiguredProfile,
  before: Profile | undefined,
  secrets: SecretBox,
): Profile {
  const { delegate, oauth, ...rest } = wanted;
  const identity = delegatePasswordIdentity(id);
  return {
    ...rest,
    id,
    delegate: delegate && {
      ...sealCredentials(delegate, before?.delegate ?? null, identity, secrets),
      accessModel: delegate.accessModel,
    },
    oauth: oauth && sealedApplication(id, oauth, before?.oauth ?? null, secrets),
  };
}

function sealedApplication(
  profileId: string,
  { authority, clientId, scope, clientSecret, certificate, privateKey }: PlainOAuth,
  before: OAuthApplication | null,
  secrets: SecretBox,
): OAuthApplication {
  const sealed = (plain: string | null | undefined, stored: SealedSecret | undefined, identity: string) =>
    sealSecret(plain ?? '', stored ?? null, identity, secrets);
  const isSecret = clientSecret !== undefined;
  return {
    authority,
    clientId,
    scope,
    clientSecret: isSecret
      ? sealed(clientSecret, before?.clientSecret ?? undefined, clientSecretIdentity(profileId))
      : null,
    certificate: isSecret
      ? null
      : {
          pem: certificate ?? '',
          privateKey: sealed(privateKey, before?.certificate?.privateKey, privateKeyIdentity(profileId)),
        },
  };
}

function sealedAccount(
  ids: Pick<Account, 'id' | 'userId' | 'profileId'>,
  wanted: ConfiguredAccount,
  before: Account | undefined,
  secrets: SecretBox,
): Omit<Account, 'claim'> {
  const { user: _user, profile: _profile, credentials, ...rest } = wanted;
  const identity = accountPasswordIdentity(ids.id);
  return {
    ...rest,
    ...ids,
    credentials: credentials && sealCredentials(credentials, before?.credentials ?? null, identity, secrets),
  };
}

function known<T>(byName: ReadonlyMap<string, T>, name: string): T {
  const found = byName.get(name);
  if (found !== undefined) return found;
  throw new ConnectorError({
    code: 'reference_lost',
    disposition: 'bug',
    message: `nothing is known by the name ${name}`,
  });
}
