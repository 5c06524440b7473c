import type { NewAccount, NewProfile } from '../../src/api/resources.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import { DEFAULT_ITEM_RULES } from '../../src/sync/index.ts';
import { DELEGATE } from './configuration.ts';

/** Rules of one item type as profiles hold them: what counts for both types stands once in the profile. */
export type Rules = Omit<ItemRules, 'privateItems' | 'invitations' | 'afterCrmRestore'>;

/** Somebody of the simulator's organisation. */
export interface Newcomer {
  /** Login name in the CRM, and user name in Exchange. */
  readonly name: string;
  readonly displayName: string;
  readonly smtp: string;
  /** Europe/Rome by default. */
  readonly timeZone?: string;
  /** Windows password. */
  readonly password: string;
}

export type WantedProfile = { readonly name: string } & Partial<
  Omit<NewProfile, 'name' | 'contacts' | 'appointments'>
> & {
    readonly contacts?: Partial<Rules>;
    readonly appointments?: Partial<Rules>;
  };

export type WantedAccount = { readonly person: Newcomer; readonly profile: string } & Partial<
  Omit<NewAccount, 'user' | 'profile'>
>;

/**
 * Settings in the words of the API, whichever way they go in. What is left out has its default, also where it had
 * another value before; beyond that, profiles of a test reach the simulator with its service account, and accounts
 * have their own mailbox and start without an approval.
 */
export interface Wanted {
  readonly people: readonly Newcomer[];
  readonly profiles: readonly WantedProfile[];
  readonly accounts: readonly WantedAccount[];
}

/** `apply`: a file and the command as a process of its own. `api`: an administrator's session. */
export const WAYS_IN = ['raccordo apply', 'the API'] as const;
export type WayIn = (typeof WAYS_IN)[number];

const {
  privateItems: _private,
  invitations: _invitations,
  afterCrmRestore: _afterRestore,
  ...DEFAULT_RULES
} = DEFAULT_ITEM_RULES;

export { DEFAULT_RULES };

/** The name that the product gives to the account. */
export const accountName = ({ person, profile }: Pick<WantedAccount, 'person' | 'profile'>): string =>
  `${person.name}-${profile}`;

/** A profile with what a test needs to reach the simulator. */
export function reachable(profile: WantedProfile, serverUrl: string): WantedProfile & { readonly serverUrl: string } {
  const allowInsecureHttp = serverUrl.startsWith('http:');
  return { serverUrl, allowInsecureHttp, delegate: { ...DELEGATE, accessModel: 'impersonation' }, ...profile };
}

export function connected(account: WantedAccount): WantedAccount & { readonly mailbox: string } {
  return { mailbox: account.person.smtp, firstRun: 'automatic', ...account };
}
