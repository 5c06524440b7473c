import type { ItemType } from '../../model/index.ts';
import { ITEM_TYPES } from '../../model/index.ts';
import { hasServiceAccount, impersonatesBy } from '../../settings/index.ts';
import type { ImpersonationName, ProfileItemRules } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';

/** What a user is told about a profile: neither its server nor its service account. */
export interface AvailableProfile {
  readonly name: string;
  readonly title: string;
  /** There is no service account: the account needs user and password. */
  readonly ownCredentials: boolean;
  /** A mailbox may be named by more than its e-mail address. An application cannot ask a directory. */
  readonly mailboxByName: boolean;
  /** By which name the owner of the mailbox is impersonated; `null` where nobody is. */
  readonly impersonatesBy: ImpersonationName | null;
  readonly itemTypes: readonly ItemType[];
  /** What decides over the items of the user. */
  readonly rules: Readonly<Record<ItemType, ProfileItemRules>>;
}

/** The active profiles, in order of title. */
export async function listAvailableProfiles({
  settings,
}: Pick<ConnectorParts, 'settings'>): Promise<readonly AvailableProfile[]> {
  return (await settings.listProfiles())
    .filter(({ active }) => active)
    .map((profile) => ({
      name: profile.name,
      title: profile.title,
      ownCredentials: !hasServiceAccount(profile),
      mailboxByName: profile.oauth === null,
      impersonatesBy: impersonatesBy(profile),
      itemTypes: ITEM_TYPES.filter((itemType) => profile[itemType].synchronise),
      rules: { contacts: profile.contacts, appointments: profile.appointments },
    }))
    .sort((a, b) => a.title.localeCompare(b.title));
}
