import type { ProfileField } from './profile-values.ts';

/** Messages `settings.form.*` that name the fields, in the order in which the form shows them. */
export const FIELD_LABELS: Readonly<Record<ProfileField, string>> = {
  title: 'title',
  serverUrl: 'serverUrl',
  active: 'active',
  usesDelegate: 'useDelegate',
  delegateUser: 'delegateUser',
  delegatePassword: 'delegatePassword',
  delegateDomain: 'delegateDomain',
  signIn: 'signIn',
  exchangeVersion: 'exchangeVersion',
  privateItems: 'privateItems',
  interval: 'interval',
  certificateSha256: 'certificate',
  caPem: 'ca',
  allowInsecureHttp: 'insecure',
};

export const FIELDS_IN_ORDER = Object.keys(FIELD_LABELS) as readonly ProfileField[];
