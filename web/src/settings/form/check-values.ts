import type { Profile } from '../calls.ts';
import { secondsOf } from './interval.ts';
import type { ProfileField, ProfileValues } from './profile-values.ts';

/** A message of `settings.form.*` for each field that cannot be right; what only the server can judge is left to it. */
export type FieldFaults = Partial<Record<ProfileField, string>>;

/** The fields that a connection test needs. */
export function connectionFaults(values: ProfileValues, stored: Profile | null): FieldFaults {
  const faults: FieldFaults = {};
  if (values.serverUrl.trim() === '') faults.serverUrl = 'required';
  if (values.usesDelegate && values.delegateUser.trim() === '') faults.delegateUser = 'required';
  if (values.usesDelegate && values.delegatePassword === '' && stored?.delegate?.password !== 'stored')
    faults.delegatePassword = 'required';
  if (!/^([0-9a-f]{64})?$/i.test(values.certificateSha256.replaceAll(/[:\s]/g, '')))
    faults.certificateSha256 = 'badFingerprint';
  if (values.caPem.trim() !== '' && !values.caPem.includes('-----BEGIN CERTIFICATE-----')) faults.caPem = 'badPem';
  return faults;
}

export function profileFaults(values: ProfileValues, stored: Profile | null): FieldFaults {
  return {
    ...(values.title.trim() === '' ? { title: 'required' } : {}),
    ...(secondsOf(values.interval) === null ? { interval: 'badInterval' } : {}),
    ...connectionFaults(values, stored),
  };
}
