import { isAuthority } from '../../../../src/settings/token-url.ts';
import type { Profile } from '../calls.ts';
import { secondsOf } from './interval.ts';
import type { ProfileField, ProfileValues } from './profile-values.ts';
import { hostsIn, isMailDomain } from './server-address.ts';

/** A message of `settings.form.*` for each field that cannot be right; what only the server can judge is left to it. */
export type FieldFaults = Partial<Record<ProfileField, string>>;

/** The fields that a connection test needs. */
export function connectionFaults(values: ProfileValues, stored: Profile | null): FieldFaults {
  const faults = values.serverPlace === 'server' ? serverFaults(values) : mailDomainFaults(values);
  if (values.signIn === 'oauth') Object.assign(faults, applicationFaults(values, stored));
  else if (values.usesDelegate) Object.assign(faults, delegateFaults(values, stored));
  if (!/^([0-9a-f]{64})?$/i.test(values.certificateSha256.replaceAll(/[:\s]/g, '')))
    faults.certificateSha256 = 'badFingerprint';
  if (values.caPem.trim() !== '' && !values.caPem.includes('-----BEGIN CERTIFICATE-----')) faults.caPem = 'badPem';
  return faults;
}

function serverFaults({ serverUrl, signIn, allowInsecureHttp }: ProfileValues): FieldFaults {
  if (serverUrl.trim() === '') return { serverUrl: 'required' };
  if (!isPlain(serverUrl)) return {};
  // Said before the switch for plain http is: with a token it would not help.
  if (signIn === 'oauth') return { serverUrl: 'oauthNeedsHttps' };
  return allowInsecureHttp ? {} : { serverUrl: 'plainHttp' };
}

function mailDomainFaults({ mailDomain, acceptedHosts }: ProfileValues): FieldFaults {
  const faults: FieldFaults = {};
  if (mailDomain.trim() === '') faults.mailDomain = 'required';
  else if (!isMailDomain(mailDomain)) faults.mailDomain = 'badMailDomain';
  if (!hostsIn(acceptedHosts).every(isMailDomain)) faults.acceptedHosts = 'badAcceptedHosts';
  return faults;
}

function isPlain(address: string): boolean {
  return /^\s*http:/i.test(address);
}

function delegateFaults({ delegateUser, delegatePassword }: ProfileValues, stored: Profile | null): FieldFaults {
  return {
    ...(delegateUser.trim() === '' ? { delegateUser: 'required' } : {}),
    ...(delegatePassword === '' && stored?.delegate?.password !== 'stored' ? { delegatePassword: 'required' } : {}),
  };
}

function applicationFaults(values: ProfileValues, stored: Profile | null): FieldFaults {
  const faults: FieldFaults = {};
  const authority = values.oauthAuthority.trim();
  if (authority === '') faults.oauthAuthority = 'required';
  else if (!isAuthority(authority)) faults.oauthAuthority = 'badAuthority';
  else if (isPlain(authority)) faults.oauthAuthority = 'oauthNeedsHttps';
  if (values.oauthClientId.trim() === '') faults.oauthClientId = 'required';
  if (values.oauthScope.trim() === '') faults.oauthScope = 'required';
  if (values.oauthProof === 'secret') {
    if (values.oauthSecret === '' && stored?.oauth?.clientSecret !== 'stored') faults.oauthSecret = 'required';
    return faults;
  }
  if (values.oauthCertificate.trim() === '') faults.oauthCertificate = 'required';
  else if (!values.oauthCertificate.includes('-----BEGIN CERTIFICATE-----')) faults.oauthCertificate = 'badPem';
  const key = values.oauthPrivateKey.trim();
  if (key === '' && stored?.oauth?.privateKey !== 'stored') faults.oauthPrivateKey = 'required';
  if (key !== '' && !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) faults.oauthPrivateKey = 'badKey';
  return faults;
}

export function profileFaults(values: ProfileValues, stored: Profile | null): FieldFaults {
  return {
    ...(values.title.trim() === '' ? { title: 'required' } : {}),
    ...(secondsOf(values.interval) === null ? { interval: 'badInterval' } : {}),
    ...connectionFaults(values, stored),
  };
}
