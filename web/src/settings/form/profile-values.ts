import { changedFields } from '../../form/three-way.ts';
import type { NewProfile, Profile, ProfilePatch } from '../calls.ts';
import type { Interval } from './interval.ts';
import { intervalOf, secondsOf } from './interval.ts';

/** What the form of a profile holds; texts as they are typed. */
export interface ProfileValues {
  readonly title: string;
  readonly serverUrl: string;
  readonly active: boolean;
  readonly usesDelegate: boolean;
  readonly delegateUser: string;
  /** Empty: the stored one stays. */
  readonly delegatePassword: string;
  readonly delegateDomain: string;
  readonly signIn: Profile['signIn'];
  readonly exchangeVersion: Profile['exchangeVersion'];
  readonly privateItems: Profile['privateItems'];
  readonly interval: Interval;
  readonly certificateSha256: string;
  readonly caPem: string;
  readonly allowInsecureHttp: boolean;
}

export type ProfileField = keyof ProfileValues;

const DEFAULT_INTERVAL_SECONDS = 30;

const EMPTY: ProfileValues = {
  title: '',
  serverUrl: '',
  active: true,
  usesDelegate: false,
  delegateUser: '',
  delegatePassword: '',
  delegateDomain: '',
  signIn: 'auto',
  exchangeVersion: 'auto',
  privateItems: 'skip',
  interval: intervalOf(DEFAULT_INTERVAL_SECONDS),
  certificateSha256: '',
  caPem: '',
  allowInsecureHttp: false,
};

/** @param profile `null`: the form of a new one */
export function valuesOf(profile: Profile | null): ProfileValues {
  if (profile === null) return EMPTY;
  return {
    title: profile.title,
    serverUrl: profile.serverUrl,
    active: profile.active,
    usesDelegate: profile.delegate !== null,
    delegateUser: profile.delegate?.user ?? '',
    delegatePassword: '',
    delegateDomain: profile.delegate?.domain ?? '',
    signIn: profile.signIn,
    exchangeVersion: profile.exchangeVersion,
    privateItems: profile.privateItems,
    interval: intervalOf(profile.intervalSeconds),
    certificateSha256: profile.tls.certificateSha256 ?? '',
    caPem: profile.tls.caPem ?? '',
    allowInsecureHttp: profile.allowInsecureHttp,
  };
}

export function newProfileOf(values: ProfileValues): NewProfile {
  return {
    title: values.title.trim(),
    active: values.active,
    privateItems: values.privateItems,
    intervalSeconds: secondsOf(values.interval) ?? DEFAULT_INTERVAL_SECONDS,
    ...connectionOf(values),
  };
}

/** Only what was changed, so that two people who change different things do not undo each other's. */
export function patchOf(before: ProfileValues, values: ProfileValues): ProfilePatch {
  const whole = newProfileOf(values);
  const members = new Set(changedFields(before, values).map((field) => MEMBER_OF[field]));
  return Object.fromEntries(Object.entries(whole).filter(([member]) => members.has(member as keyof NewProfile)));
}

/** The part of the form that a connection is made of. */
export function connectionOf(values: ProfileValues) {
  const { serverUrl, signIn, exchangeVersion, allowInsecureHttp } = values;
  return {
    serverUrl: serverUrl.trim(),
    delegate: delegateOf(values),
    signIn,
    exchangeVersion,
    tls: { certificateSha256: textOrNull(values.certificateSha256), caPem: textOrNull(values.caPem) },
    allowInsecureHttp,
  };
}

function delegateOf({ usesDelegate, delegateUser, delegateDomain, delegatePassword }: ProfileValues) {
  if (!usesDelegate) return null;
  return {
    user: delegateUser.trim(),
    domain: textOrNull(delegateDomain),
    ...(delegatePassword === '' ? {} : { password: delegatePassword }),
  };
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** The member of the API's profile that a field of the form is a part of. */
const MEMBER_OF: Readonly<Record<ProfileField, keyof NewProfile>> = {
  title: 'title',
  serverUrl: 'serverUrl',
  active: 'active',
  usesDelegate: 'delegate',
  delegateUser: 'delegate',
  delegatePassword: 'delegate',
  delegateDomain: 'delegate',
  signIn: 'signIn',
  exchangeVersion: 'exchangeVersion',
  privateItems: 'privateItems',
  interval: 'intervalSeconds',
  certificateSha256: 'tls',
  caPem: 'tls',
  allowInsecureHttp: 'allowInsecureHttp',
};
