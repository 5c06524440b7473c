import type { ConfigurationProblem } from '../../config/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { Principal } from '../../people/index.ts';
import type { Profile } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';
import { refusal } from '../refusal.ts';
import { delegatePasswordIdentity } from '../secret-identity.ts';
import type { EnteredProfile, Loose } from './entered.ts';
import { given } from './entered.ts';
import { sealCredentials } from './seal-credentials.ts';
import { missing, problemAt } from './settings-result.ts';

type Needed = Pick<ConnectorParts, 'secrets' | 'normaliseServerUrl'>;

export type ProfileFromForm =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem };

/**
 * A profile as a person wants it, over the one that it was.
 * @param before a new profile has the defaults here
 * @throws ConnectorError `password_needed_for_new_server`
 */
export function profileFromForm(
  parts: Needed,
  caller: Principal,
  before: Profile,
  form: Loose<EnteredProfile>,
): ProfileFromForm {
  const { delegate: entered, serverUrl: typed, ...general } = given<EnteredProfile>(form);
  const merged: Profile = { ...before, ...general };
  const url = normalised(parts, typed ?? before.serverUrl, merged.allowInsecureHttp);
  if (url.kind === 'problem') return url;
  const kept = entered === undefined ? before.delegate : entered;
  if (kept === null) return { kind: 'profile', profile: { ...merged, serverUrl: url.serverUrl, delegate: null } };
  const identity = delegatePasswordIdentity(before.id);
  const { user, domain, accessModel } = kept;
  const password = entered?.password;
  if (password !== undefined) {
    const sealed = sealCredentials({ user, domain, password }, before.delegate, identity, parts.secrets);
    return { kind: 'profile', profile: { ...merged, serverUrl: url.serverUrl, delegate: { ...sealed, accessModel } } };
  }
  if (before.delegate === null) return { kind: 'problem', problem: missing('delegate.password') };
  assertMaySendStoredPassword(caller, before.serverUrl, url.serverUrl);
  const delegate = { user, domain, password: before.delegate.password, accessModel };
  return { kind: 'profile', profile: { ...merged, serverUrl: url.serverUrl, delegate } };
}

/** Whether a stored password would go to another machine, or no longer protected: what it was entered for has changed. */
export function isAnotherServer(before: string, after: string): boolean {
  const [from, to] = [new URL(before), new URL(after)];
  if (from.hostname !== to.hostname) return true;
  const becameSecure = from.protocol === 'http:' && to.protocol === 'https:';
  return !becameSecure && (from.protocol !== to.protocol || from.port !== to.port);
}

/**
 * Whoever may change an address must not learn a password by pointing it at a machine of theirs. The holder of the
 * token has the key anyway.
 * @throws ConnectorError `password_needed_for_new_server` (disposition `halt`)
 */
export function assertMaySendStoredPassword(caller: Principal, before: string, after: string): void {
  if (caller.kind === 'operator' || !isAnotherServer(before, after)) return;
  throw refusal('password_needed_for_new_server', 'the stored password is not sent to another server', {
    host: new URL(after).host,
  });
}

function normalised(
  { normaliseServerUrl }: Needed,
  typed: string,
  allowInsecureHttp: boolean,
):
  | { readonly kind: 'url'; readonly serverUrl: string }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem } {
  try {
    return { kind: 'url', serverUrl: normaliseServerUrl(typed, allowInsecureHttp) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const params = { why: error.code };
    return { kind: 'problem', problem: problemAt('serverUrl', 'server_url_refused', 'server_url', params) };
  }
}
