import { autodiscoverAddress } from '../../exchange/ews/index.ts';
import type { Principal } from '../../people/index.ts';
import type { Profile } from '../../settings/settings.ts';
import { refusal } from '../refusal.ts';

/** Whether a stored password would go to another machine, or no longer protected: what it was entered for has changed. */
export function isAnotherServer(before: string, after: string): boolean {
  const [searched, searches] = [autodiscoverAddress(before), autodiscoverAddress(after)];
  if (searched === null && searches === null) return isAnotherHost(before, after);
  // Who is trusted beside the domain's own hosts may be told the password as well.
  return (
    searched?.domain !== searches?.domain || searches?.trust.some((host) => !searched?.trust.includes(host)) === true
  );
}

function isAnotherHost(before: string, after: string): boolean {
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
    host: hostOf(after),
  });
}

type WayIn = Pick<Profile, 'serverUrl'> & { readonly authority: string };

/**
 * The secret goes to the authority, and what it gets there goes to the server: neither may become another machine
 * while the secret stays.
 * @throws ConnectorError `secret_needed_for_new_server` (disposition `halt`)
 */
export function assertMayUseStoredSecret(caller: Principal, before: WayIn, after: WayIn): void {
  if (caller.kind === 'operator') return;
  const moved = [
    isAnotherServer(before.serverUrl, after.serverUrl) ? after.serverUrl : null,
    isAnotherHost(before.authority, after.authority) ? after.authority : null,
  ].find((address) => address !== null);
  if (moved === undefined) return;
  throw refusal('secret_needed_for_new_server', 'the stored secret is not used for another server', {
    host: hostOf(moved),
  });
}

function hostOf(address: string): string {
  return autodiscoverAddress(address)?.domain ?? new URL(address).host;
}
