import type { TFunction } from 'i18next';
import type { PlacedProblems } from '../../form/placed-problems.ts';
import { placedProblems } from '../../form/placed-problems.ts';
import type { ProfileField, ProfileValues } from './profile-values.ts';

/** Codes that speak of one field. */
const FIELD_OF_CODE: Readonly<Record<string, ProfileField>> = {
  credentials_missing: 'usesDelegate',
  exchange_online_ews_closed: 'serverUrl',
  insecure_http_refused: 'serverUrl',
  password_needed_for_new_server: 'delegatePassword',
  profile_name_taken: 'title',
  server_url_invalid: 'serverUrl',
  tls_ca_invalid: 'caPem',
};

const FIELD_OF_PATH: Readonly<Record<string, ProfileField>> = {
  afterCrmRestore: 'afterCrmRestore',
  allowInsecureHttp: 'allowInsecureHttp',
  asItHappens: 'asItHappens',
  delegate: 'usesDelegate',
  'delegate.accessModel': 'accessModel',
  'delegate.domain': 'delegateDomain',
  'delegate.password': 'delegatePassword',
  'delegate.user': 'delegateUser',
  exchangeVersion: 'exchangeVersion',
  impersonateBy: 'impersonateBy',
  interval: 'interval',
  intervalSeconds: 'interval',
  name: 'title',
  oauth: 'oauthSecret',
  'oauth.authority': 'oauthAuthority',
  'oauth.certificate': 'oauthCertificate',
  'oauth.clientId': 'oauthClientId',
  'oauth.clientSecret': 'oauthSecret',
  'oauth.privateKey': 'oauthPrivateKey',
  'oauth.scope': 'oauthScope',
  invitations: 'invitations',
  privateItems: 'privateItems',
  serverUrl: 'serverUrl',
  signIn: 'signIn',
  'tls.caPem': 'caPem',
  'tls.certificateSha256': 'certificateSha256',
  title: 'title',
};

/** What the API refused, at the fields of the form of a profile. */
export function profileProblems(
  t: TFunction,
  error: unknown,
  { oauthProof, serverPlace }: Pick<ProfileValues, 'oauthProof' | 'serverPlace'>,
): PlacedProblems<ProfileField> {
  const secret = oauthProof === 'secret' ? 'oauthSecret' : 'oauthPrivateKey';
  const visible = (field: ProfileField | undefined) =>
    field === 'serverUrl' && serverPlace === 'mailDomain' ? 'mailDomain' : field;
  return placedProblems<ProfileField>(t, error, {
    ofRefusal: ({ code }) => (code === 'secret_needed_for_new_server' ? secret : visible(FIELD_OF_CODE[code])),
    ofPath: (path) => visible(FIELD_OF_PATH[path.replace(/^draft\./, '')]),
  });
}
