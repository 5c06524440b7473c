import type { ProfileField } from './profile-values.ts';

/** Messages `settings.form.*` that name the fields, in the order in which the form shows them. */
export const FIELD_LABELS: Readonly<Record<ProfileField, string>> = {
  title: 'title',
  serverPlace: 'serverPlace',
  serverUrl: 'serverUrl',
  mailDomain: 'mailDomain',
  acceptedHosts: 'acceptedHosts',
  active: 'active',
  usesDelegate: 'useDelegate',
  delegateUser: 'delegateUser',
  delegatePassword: 'delegatePassword',
  delegateDomain: 'delegateDomain',
  accessModel: 'accessModel',
  signIn: 'signIn',
  impersonateBy: 'impersonateBy',
  oauthAuthority: 'oauthAuthority',
  oauthClientId: 'oauthClientId',
  oauthScope: 'oauthScope',
  oauthProof: 'oauthProof',
  oauthSecret: 'oauthSecret',
  oauthCertificate: 'oauthCertificate',
  oauthPrivateKey: 'oauthPrivateKey',
  exchangeVersion: 'exchangeVersion',
  invitations: 'invitations',
  privateItems: 'privateItems',
  afterCrmRestore: 'afterCrmRestore',
  interval: 'interval',
  asItHappens: 'asItHappens',
  certificateSha256: 'certificate',
  caPem: 'ca',
  allowInsecureHttp: 'insecure',
};

export const FIELDS_IN_ORDER = Object.keys(FIELD_LABELS) as readonly ProfileField[];
