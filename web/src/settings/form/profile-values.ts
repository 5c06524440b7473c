import { DEFAULT_OAUTH_SCOPE } from '../../../../src/settings/settings.ts';
import type { NewProfile, Profile, ProfilePatch } from '../calls.ts';
import type { Interval } from './interval.ts';
import { intervalOf, secondsOf } from './interval.ts';
import type { ServerPlaceValues } from './server-address.ts';
import { addressOf, placeOf } from './server-address.ts';

/** What the form of a profile holds; texts as they are typed. */
export interface ProfileValues extends ServerPlaceValues {
  readonly title: string;
  readonly active: boolean;
  readonly usesDelegate: boolean;
  readonly delegateUser: string;
  /** Empty: the stored one stays. */
  readonly delegatePassword: string;
  readonly delegateDomain: string;
  readonly accessModel: NonNullable<Profile['delegate']>['accessModel'];
  readonly impersonateBy: Profile['impersonateBy'];
  readonly signIn: Profile['signIn'];
  readonly oauthAuthority: string;
  readonly oauthClientId: string;
  readonly oauthScope: string;
  readonly oauthProof: 'secret' | 'certificate';
  /** Empty: the stored one stays. */
  readonly oauthSecret: string;
  readonly oauthCertificate: string;
  /** Empty: the stored one stays. */
  readonly oauthPrivateKey: string;
  readonly exchangeVersion: Profile['exchangeVersion'];
  readonly invitations: Profile['invitations'];
  readonly privateItems: Profile['privateItems'];
  readonly afterCrmRestore: Profile['afterCrmRestore'];
  readonly interval: Interval;
  readonly asItHappens: boolean;
  readonly certificateSha256: string;
  readonly caPem: string;
  readonly allowInsecureHttp: boolean;
}

export type ProfileField = keyof ProfileValues;

const DEFAULT_INTERVAL_SECONDS = 30;

const EMPTY: ProfileValues = {
  title: '',
  ...placeOf(''),
  active: true,
  usesDelegate: false,
  delegateUser: '',
  delegatePassword: '',
  delegateDomain: '',
  accessModel: 'impersonation',
  impersonateBy: 'primarySmtpAddress',
  signIn: 'auto',
  oauthAuthority: '',
  oauthClientId: '',
  oauthScope: DEFAULT_OAUTH_SCOPE,
  oauthProof: 'secret',
  oauthSecret: '',
  oauthCertificate: '',
  oauthPrivateKey: '',
  exchangeVersion: 'auto',
  invitations: 'never',
  privateItems: 'busyOnly',
  afterCrmRestore: 'exchange',
  interval: intervalOf(DEFAULT_INTERVAL_SECONDS),
  asItHappens: true,
  certificateSha256: '',
  caPem: '',
  allowInsecureHttp: false,
};

/** @param profile `null`: the form of a new one */
export function valuesOf(profile: Profile | null): ProfileValues {
  if (profile === null) return EMPTY;
  return {
    title: profile.title,
    ...placeOf(profile.serverUrl),
    active: profile.active,
    usesDelegate: profile.delegate !== null,
    delegateUser: profile.delegate?.user ?? '',
    delegatePassword: '',
    delegateDomain: profile.delegate?.domain ?? '',
    accessModel: profile.delegate?.accessModel ?? EMPTY.accessModel,
    impersonateBy: profile.impersonateBy,
    signIn: profile.signIn,
    oauthAuthority: profile.oauth?.authority ?? '',
    oauthClientId: profile.oauth?.clientId ?? '',
    oauthScope: profile.oauth?.scope ?? EMPTY.oauthScope,
    oauthProof: profile.oauth?.certificate == null ? 'secret' : 'certificate',
    oauthSecret: '',
    oauthCertificate: profile.oauth?.certificate?.pem.trim() ?? '',
    oauthPrivateKey: '',
    exchangeVersion: profile.exchangeVersion,
    invitations: profile.invitations,
    privateItems: profile.privateItems,
    afterCrmRestore: profile.afterCrmRestore,
    interval: intervalOf(profile.intervalSeconds),
    asItHappens: profile.asItHappens,
    certificateSha256: profile.tls.certificateSha256 ?? '',
    caPem: profile.tls.caPem ?? '',
    allowInsecureHttp: profile.allowInsecureHttp,
  };
}

export function newProfileOf(values: ProfileValues): NewProfile {
  return {
    title: values.title.trim(),
    active: values.active,
    invitations: values.invitations,
    privateItems: values.privateItems,
    afterCrmRestore: values.afterCrmRestore,
    intervalSeconds: secondsOf(values.interval) ?? DEFAULT_INTERVAL_SECONDS,
    asItHappens: values.asItHappens,
    ...connectionOf(values),
  };
}

/** Only what was changed, so that two people who change different things do not undo each other's. */
export function patchOf(before: ProfileValues, values: ProfileValues): ProfilePatch {
  const was = new Map<string, unknown>(Object.entries(newProfileOf(before)));
  const isChanged = ([member, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(was.get(member));
  return Object.fromEntries(Object.entries(newProfileOf(values)).filter(isChanged));
}

/** The part of the form that a connection is made of. */
export function connectionOf(values: ProfileValues) {
  const { impersonateBy, signIn, exchangeVersion, allowInsecureHttp } = values;
  return {
    serverUrl: addressOf(values),
    delegate: delegateOf(values),
    oauth: applicationOf(values),
    impersonateBy,
    signIn,
    exchangeVersion,
    tls: { certificateSha256: textOrNull(values.certificateSha256), caPem: textOrNull(values.caPem) },
    allowInsecureHttp,
  };
}

/** Something opens all mailboxes: a connection can be tried as far as one of them. */
export function hasServiceAccount({ usesDelegate, signIn }: ProfileValues): boolean {
  return usesDelegate || signIn === 'oauth';
}

/** Mailboxes are opened as their owners. */
export function impersonates({ usesDelegate, accessModel, signIn }: ProfileValues): boolean {
  return signIn === 'oauth' || (usesDelegate && accessModel === 'impersonation');
}

function delegateOf(values: ProfileValues) {
  const { usesDelegate, delegateUser, delegateDomain, delegatePassword, accessModel, signIn } = values;
  if (!usesDelegate || signIn === 'oauth') return null;
  return {
    user: delegateUser.trim(),
    domain: textOrNull(delegateDomain),
    ...(delegatePassword === '' ? {} : { password: delegatePassword }),
    accessModel,
  };
}

function applicationOf(values: ProfileValues) {
  const { signIn, oauthAuthority, oauthClientId, oauthScope } = values;
  if (signIn !== 'oauth') return null;
  return {
    authority: oauthAuthority.trim(),
    clientId: oauthClientId.trim(),
    scope: oauthScope.trim(),
    ...proofOf(values),
  };
}

/** Only what was entered: the rest stays as it is stored. */
function proofOf({ oauthProof, oauthSecret, oauthCertificate, oauthPrivateKey }: ProfileValues) {
  if (oauthProof === 'secret') return oauthSecret === '' ? {} : { clientSecret: oauthSecret };
  return {
    ...(oauthCertificate.trim() === '' ? {} : { certificate: oauthCertificate.trim() }),
    ...(oauthPrivateKey.trim() === '' ? {} : { privateKey: oauthPrivateKey.trim() }),
  };
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
