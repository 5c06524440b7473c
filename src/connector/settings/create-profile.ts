import type { Principal } from '../../people/index.ts';
import { newProfile } from '../../settings/index.ts';
import type { Connector } from '../connector.ts';
import { readStoredSettings } from '../stored-configuration.ts';
import { audit } from './audit.ts';
import { profileProblems } from './check-settings.ts';
import type { NewProfileSettings } from './entered.ts';
import { given } from './entered.ts';
import { profileFromForm } from './profile-from-form.ts';
import { rulesOfItemType } from './rules-of-item-type.ts';
import type { SettingsResult } from './settings-result.ts';
import { refused } from './settings-result.ts';
import { slugOf, uniqueName } from './unique-name.ts';

/**
 * Makes a profile; what is not said has its documented default.
 * @returns its name
 * @throws ConnectorError `profile_name_taken`
 */
export async function createProfile(
  { parts, events }: Pick<Connector, 'parts' | 'events'>,
  caller: Principal,
  { name: wantedName, contacts, appointments, ...form }: NewProfileSettings,
): Promise<SettingsResult<string>> {
  const stored = await readStoredSettings(parts);
  const name =
    wantedName ??
    uniqueName(
      slugOf(form.title, 'exchange'),
      stored.profiles.map((profile) => profile.name),
    );
  const bare = newProfile({
    id: parts.newId(),
    name,
    serverUrl: form.serverUrl,
    ...given({
      contacts: contacts && rulesOfItemType(contacts, 'contacts'),
      appointments: appointments && rulesOfItemType(appointments, 'appointments'),
    }),
  });
  const entered = profileFromForm(parts, caller, bare, form);
  if (entered.kind === 'problem') return refused(entered.problem);
  const problems = profileProblems(parts, stored, entered.profile);
  if (problems.length > 0) return refused(...problems);
  await parts.settings.putProfile(entered.profile, null);
  await audit(parts, caller, 'profile_created', { kind: 'profile', name });
  events.publish({ kind: 'settings' });
  return { kind: 'stored', value: name };
}
