import { DEFAULT_ITEM_RULES } from '../sync/index.ts';
import { defaultItemRules } from './item-rules.ts';
import type { Profile } from './settings.ts';

/** A profile in which everything that was not said has its documented default. */
export function newProfile(given: Pick<Profile, 'id' | 'name' | 'serverUrl'> & Partial<Profile>): Profile {
  return {
    title: given.name,
    active: true,
    delegate: null,
    signIn: 'auto',
    oauth: null,
    impersonateBy: 'primarySmtpAddress',
    exchangeVersion: 'auto',
    tls: { certificateSha256: null, caPem: null },
    allowInsecureHttp: false,
    invitations: DEFAULT_ITEM_RULES.invitations,
    privateItems: DEFAULT_ITEM_RULES.privateItems,
    afterCrmRestore: DEFAULT_ITEM_RULES.afterCrmRestore,
    intervalSeconds: 30,
    asItHappens: true,
    contacts: defaultItemRules(),
    appointments: defaultItemRules(),
    ...given,
  };
}
