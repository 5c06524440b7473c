import type { Principal } from '../../people/index.ts';
import type { Connector } from '../connector.ts';
import { readStoredSettings } from '../stored-configuration.ts';
import { isAnotherServer } from './another-server.ts';
import { audit, changedSettings } from './audit.ts';
import { profileProblems } from './check-settings.ts';
import type { EnteredProfile, Loose } from './entered.ts';
import { versionSeen } from './expected-version.ts';
import { getProfileOrThrow } from './find-profile.ts';
import { checkClaimsAgain, leaveServer } from './leave-server.ts';
import { profileFromForm } from './profile-from-form.ts';
import type { SettingsResult } from './settings-result.ts';
import { refused } from './settings-result.ts';

/**
 * Changes general parameters of a profile. Another server is another directory: what it told about mailboxes is asked
 * again, and the users' own passwords are not shown to it.
 * @param expectedVersion `null` changes it whatever it is now
 * @throws ConnectorError `profile_unknown`, `profile_changed`, `password_needed_for_new_server`, `secret_needed_for_new_server`
 */
export async function changeProfile(
  connector: Pick<Connector, 'parts' | 'events' | 'directory'>,
  caller: Principal,
  name: string,
  change: Loose<EnteredProfile>,
  expectedVersion: string | null,
): Promise<SettingsResult<string>> {
  const { parts, events } = connector;
  const before = await getProfileOrThrow(parts, name);
  const seen = versionSeen(before, expectedVersion, 'profile_changed');
  const entered = profileFromForm(parts, caller, before, change);
  if (entered.kind === 'problem') return refused(entered.problem);
  const problems = profileProblems(parts, await readStoredSettings(parts), entered.profile);
  if (problems.length > 0) return refused(...problems);

  const moves = isAnotherServer(before.serverUrl, entered.profile.serverUrl);
  const leave = leaveServer(caller.kind === 'operator', parts.clock.now());
  // What was not sent is written as it was read, so it has to be what is there.
  if (moves) await parts.settings.moveProfile(entered.profile, seen, leave);
  else await parts.settings.putProfile(entered.profile, seen);
  const settings = changedSettings(before, entered.profile);
  await audit(parts, caller, 'profile_changed', { kind: 'profile', name }, { settings });
  events.publish({ kind: 'settings' });
  if (moves) void checkClaimsAgain(connector, before.id);
  return { kind: 'stored', value: name };
}
