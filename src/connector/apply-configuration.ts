import type {
  Configuration,
  ConfigurationChange,
  ConfigurationProblem,
  ConfiguredAccount,
  ConfiguredProfile,
  PlainCredentials,
  SecretValues,
} from '../config/index.ts';
import { diffConfiguration, readConfiguration } from '../config/index.ts';
import { ConnectorError } from '../model/index.ts';
import type { Account, Credentials, Profile, SecretBox } from '../settings/settings.ts';
import type { EventHub } from './events.ts';
import type { ConnectorParts } from './parts.ts';
import { accountPasswordIdentity, delegatePasswordIdentity } from './secret-identity.ts';
import type { StoredConfiguration } from './stored-configuration.ts';
import { readStoredConfiguration } from './stored-configuration.ts';

export interface ApplyRequest {
  /** YAML or JSON. */
  readonly document: string;
  /** What `passwordEnv` and `passwordFile` of the document point to. */
  readonly secretValues: SecretValues;
  /** Shows the difference and stores nothing. */
  readonly dryRun: boolean;
}

export type ApplyResult =
  | { readonly kind: 'applied'; readonly dryRun: boolean; readonly changes: readonly ConfigurationChange[] }
  | { readonly kind: 'refused'; readonly problems: readonly ConfigurationProblem[] };

type Needed = Pick<ConnectorParts, 'settings' | 'crm' | 'secrets' | 'newId' | 'normaliseServerUrl'>;

/** Makes the stored settings what the document says. Objects that it does not name are left alone. */
export async function applyConfiguration(parts: Needed, events: EventHub, request: ApplyRequest): Promise<ApplyResult> {
  const stored = await readStoredConfiguration(parts);
  const read = readConfiguration(request.document, {
    current: stored.configuration,
    secretValues: request.secretValues,
    normaliseServerUrl: parts.normaliseServerUrl,
  });
  if (read.kind === 'problems') return { kind: 'refused', problems: read.problems };
  const changes = diffConfiguration(stored.configuration, read.configuration);
  if (!request.dryRun && changes.some(({ action }) => action !== 'unchanged')) {
    await store(parts, stored, read.configuration, changes);
    events.publish({ kind: 'settings' });
  }
  return { kind: 'applied', dryRun: request.dryRun, changes };
}

/**
 * Users first, then profiles, then accounts, because each refers to the one before. Interrupted between two
 * objects, the next application of the same document does the rest.
 */
async function store(
  parts: Needed,
  stored: StoredConfiguration,
  wanted: Configuration,
  changes: readonly ConfigurationChange[],
): Promise<void> {
  const changed = (object: ConfigurationChange['object'], name: string) =>
    changes.some((change) => change.object === object && change.name === name && change.action !== 'unchanged');

  const userIds = new Map(stored.users.map(({ name, id }) => [name, id]));
  for (const user of wanted.users.filter(({ name }) => changed('user', name))) {
    const { active, ...rest } = user;
    const id = userIds.get(user.name);
    const stored = id === undefined ? await parts.crm.users.create(rest) : await parts.crm.users.update(id, rest);
    if (stored.active !== active) await parts.crm.users.setActive(stored.id, active);
    userIds.set(user.name, stored.id);
  }

  const profileIds = new Map(stored.profiles.map(({ name, id }) => [name, id]));
  for (const profile of wanted.profiles.filter(({ name }) => changed('profile', name))) {
    const before = stored.profiles.find(({ name }) => name === profile.name);
    const id = before?.id ?? parts.newId();
    profileIds.set(profile.name, id);
    await parts.settings.putProfile(sealedProfile(id, profile, before, parts.secrets));
  }

  const accounts = wanted.accounts.filter(({ name }) => changed('account', name));
  for (const account of switchedOffFirst(accounts)) {
    const before = stored.accounts.find(({ name }) => name === account.name);
    await parts.settings.putAccount(
      sealedAccount(
        {
          id: before?.id ?? parts.newId(),
          userId: known(userIds, account.user),
          profileId: known(profileIds, account.profile),
        },
        account,
        before,
        parts.secrets,
      ),
    );
  }
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
  const { delegate, ...rest } = wanted;
  const identity = delegatePasswordIdentity(id);
  return {
    ...rest,
    id,
    delegate: delegate && {
      ...sealed(delegate, before?.delegate ?? null, identity, secrets),
      accessModel: delegate.accessModel,
    },
  };
}

function sealedAccount(
  ids: Pick<Account, 'id' | 'userId' | 'profileId'>,
  wanted: ConfiguredAccount,
  before: Account | undefined,
  secrets: SecretBox,
): Account {
  const { user: _user, profile: _profile, credentials, ...rest } = wanted;
  const identity = accountPasswordIdentity(ids.id);
  return {
    ...rest,
    ...ids,
    credentials: credentials && sealed(credentials, before?.credentials ?? null, identity, secrets),
  };
}

/** An unchanged password keeps its ciphertext, so that the connection made with it is kept too. */
function sealed(
  wanted: PlainCredentials,
  before: Credentials | null,
  identity: string,
  secrets: SecretBox,
): Credentials {
  const { user, domain } = wanted;
  const password = wanted.password ?? '';
  const kept = before !== null && opens(before, identity, password, secrets) ? before.password : null;
  return { user, domain, password: kept ?? secrets.seal(password, identity) };
}

function opens(before: Credentials, identity: string, password: string, secrets: SecretBox): boolean {
  try {
    return secrets.open(before.password, identity) === password;
  } catch {
    return false;
  }
}

function known(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id !== undefined) return id;
  throw new ConnectorError({ code: 'reference_lost', disposition: 'bug', message: `no id for ${name}` });
}
