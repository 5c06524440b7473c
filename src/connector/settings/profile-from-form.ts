import type { ConfigurationProblem } from '../../config/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { Principal } from '../../people/index.ts';
import type { Profile } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';
import { delegatePasswordIdentity } from '../secret-identity.ts';
import { assertMaySendStoredPassword } from './another-server.ts';
import { applicationFromForm } from './application-from-form.ts';
import type { EnteredProfile, Loose } from './entered.ts';
import { given } from './entered.ts';
import { sealCredentials } from './seal-credentials.ts';
import { missing, problemAt } from './settings-result.ts';

type Needed = Pick<ConnectorParts, 'secrets' | 'normaliseServerUrl'>;

export type ProfileFromForm =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem };

type DelegateFromForm =
  | { readonly kind: 'delegate'; readonly delegate: Profile['delegate'] }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem };

/**
 * A profile as a person wants it, over the one that it was.
 * @param before a new profile has the defaults here
 * @throws ConnectorError `password_needed_for_new_server`, `secret_needed_for_new_server`
 */
export function profileFromForm(
  parts: Needed,
  caller: Principal,
  before: Profile,
  form: Loose<EnteredProfile>,
): ProfileFromForm {
  const { delegate: enteredDelegate, oauth: enteredOAuth, serverUrl: typed, ...general } = given<EnteredProfile>(form);
  const merged: Profile = { ...before, ...general };
  const url = normalised(parts, typed ?? before.serverUrl, merged);
  if (url.kind === 'problem') return url;
  const { serverUrl } = url;
  const delegate = delegateFromForm(parts, caller, before, enteredDelegate, serverUrl);
  if (delegate.kind === 'problem') return delegate;
  const application = applicationFromForm(parts, caller, before, enteredOAuth, serverUrl);
  if (application.kind === 'problem') return application;
  return {
    kind: 'profile',
    profile: { ...merged, serverUrl, delegate: delegate.delegate, oauth: application.oauth },
  };
}

function delegateFromForm(
  { secrets }: Needed,
  caller: Principal,
  before: Profile,
  entered: EnteredProfile['delegate'] | undefined,
  serverUrl: string,
): DelegateFromForm {
  const kept = entered === undefined ? before.delegate : entered;
  if (kept === null) return { kind: 'delegate', delegate: null };
  const { user, domain, accessModel } = kept;
  const password = entered?.password;
  if (password !== undefined) {
    const identity = delegatePasswordIdentity(before.id);
    const sealed = sealCredentials({ user, domain, password }, before.delegate, identity, secrets);
    return { kind: 'delegate', delegate: { ...sealed, accessModel } };
  }
  if (before.delegate === null) return { kind: 'problem', problem: missing('delegate.password') };
  assertMaySendStoredPassword(caller, before.serverUrl, serverUrl);
  return { kind: 'delegate', delegate: { user, domain, password: before.delegate.password, accessModel } };
}

function normalised(
  { normaliseServerUrl }: Needed,
  typed: string,
  { allowInsecureHttp, signIn }: Pick<Profile, 'allowInsecureHttp' | 'signIn'>,
):
  | { readonly kind: 'url'; readonly serverUrl: string }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem } {
  try {
    // With OAuth plain http is refused whatever the switch says: to name the switch would lead astray.
    const mayBePlain = allowInsecureHttp || signIn === 'oauth';
    return { kind: 'url', serverUrl: normaliseServerUrl(typed, mayBePlain, signIn) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const params = { why: error.code };
    return { kind: 'problem', problem: problemAt('serverUrl', 'server_url_refused', 'server_url', params) };
  }
}
