import { certificatesIn, privateKeyIn } from '../settings/client-certificate.ts';
import type { AppointmentsFrom, ProfileItemRules } from '../settings/settings.ts';
import type { CrmItemsRule, ExchangeItemsRule } from '../sync/index.ts';
import type {
  Configuration,
  ConfiguredAccount,
  ConfiguredProfile,
  ConfiguredUser,
  PlainCredentials,
  PlainOAuth,
} from './configuration.ts';
import type { AccountDocument } from './schema/account.ts';
import type { ConfigurationDocument } from './schema/document.ts';
import { parseDuration } from './schema/duration.ts';
import type { OAuthDocument } from './schema/oauth.ts';
import type { ProfileDocument } from './schema/profile.ts';
import type { AppointmentRulesDocument, ContactRulesDocument } from './schema/rules.ts';
import type { CredentialsDocument } from './schema/secret-source.ts';
import type { UserDocument } from './schema/user.ts';

/** As they were found; `null` where one was given that cannot be read, which is a problem of its own. */
export type OAuthSecrets = {
  readonly [Name in 'clientSecret' | 'certificate' | 'privateKey']?: string | null;
};

/** Answers of the questions that the document cannot answer alone. The first three have been checked before. */
export interface Resolved {
  readonly passwordOf: (credentials: CredentialsDocument) => string;
  readonly secretsOf: (oauth: OAuthDocument) => OAuthSecrets;
  readonly serverUrlOf: (profile: ProfileDocument) => string;
  /** Of the user as stored now; a role is never taken away by not naming it. */
  readonly storedRoleOf: (userName: string) => ConfiguredUser['role'] | undefined;
  /** Of the account as stored now; a plan that waits for its approval does not go by not being named. */
  readonly storedFirstRunOf: (accountName: string) => ConfiguredAccount['firstRun'] | undefined;
}

/** From the form that is pleasant to write to the form that the product works with. */
export function toConfiguration(document: ConfigurationDocument, resolved: Resolved): Configuration {
  return {
    users: document.users.map((user) => toUser(user, resolved)),
    profiles: document.profiles.map((profile) => toProfile(profile, resolved)),
    accounts: document.accounts.map((account) => toAccount(account, resolved)),
  };
}

function toUser(user: UserDocument, { storedRoleOf }: Resolved): ConfiguredUser {
  const role = user.role ?? storedRoleOf(user.name) ?? 'user';
  return { ...user, displayName: user.displayName ?? user.name, role };
}

function toProfile(profile: ProfileDocument, resolved: Resolved): ConfiguredProfile {
  const { interval, delegate, oauth, ...rest } = profile;
  return {
    ...rest,
    title: profile.title ?? profile.name,
    serverUrl: resolved.serverUrlOf(profile),
    delegate:
      delegate === undefined ? null : { ...toCredentials(delegate, resolved), accessModel: delegate.accessModel },
    oauth: oauth === undefined ? null : toOAuth(oauth, resolved),
    tls: { certificateSha256: profile.tls.certificateSha256 ?? null, caPem: profile.tls.caPem ?? null },
    intervalSeconds: parseDuration(interval) ?? 30,
    contacts: toRules(profile.contacts, toCrmItems(profile.contacts)),
    appointments: toRules(profile.appointments, { kind: 'own' }),
  };
}

function toAccount(account: AccountDocument, resolved: Resolved): ConfiguredAccount {
  return {
    ...account,
    impersonate: account.impersonate ?? null,
    credentials: account.credentials === undefined ? null : toCredentials(account.credentials, resolved),
    appointmentsFrom: toAppointmentsFrom(account.appointmentsFrom),
    firstRun: account.firstRun ?? resolved.storedFirstRunOf(account.name) ?? 'automatic',
  };
}

function toCredentials(credentials: CredentialsDocument, resolved: Resolved): PlainCredentials {
  return {
    user: credentials.user,
    domain: credentials.domain ?? null,
    password: resolved.passwordOf(credentials),
  };
}

function toOAuth(oauth: OAuthDocument, resolved: Resolved): PlainOAuth {
  const { authority, clientId, scope } = oauth;
  const { clientSecret, certificate, privateKey } = resolved.secretsOf(oauth);
  return {
    authority,
    clientId,
    scope,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(certificate === undefined ? {} : { certificate: certificate && certificatesIn(certificate) }),
    ...(privateKey === undefined ? {} : { privateKey: privateKey && privateKeyIn(privateKey) }),
  };
}

function toRules(rules: AppointmentRulesDocument | ContactRulesDocument, crmItems: CrmItemsRule): ProfileItemRules {
  return { ...rules, crmItems, exchangeItems: toExchangeItems(rules.exchangeItems) };
}

function toCrmItems({ crmItems }: ContactRulesDocument): CrmItemsRule {
  return typeof crmItems === 'string' ? { kind: crmItems } : { kind: 'list', list: crmItems.list };
}

function toExchangeItems(rule: AppointmentRulesDocument['exchangeItems']): ExchangeItemsRule {
  if (rule === 'all') return { kind: 'all' };
  return 'onlyCategory' in rule
    ? { kind: 'onlyCategory', category: rule.onlyCategory }
    : { kind: 'allButCategory', category: rule.allButCategory };
}

function toAppointmentsFrom(from: AccountDocument['appointmentsFrom']): AppointmentsFrom {
  if (from === 'all') return { kind: 'all' };
  return typeof from === 'string' ? { kind: 'date', date: from } : { kind: 'lastMonths', months: from.lastMonths };
}
