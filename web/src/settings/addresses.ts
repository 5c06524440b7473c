import type { ItemType } from '../../../src/model/index.ts';

/** Addresses inside the Exchange connector, counted from `/settings/exchange`. */
export const NEW_PROFILE = '/new';

export type ProfilePart = 'general' | ItemType | 'accounts';

export function addressOf(profile: string, part: ProfilePart): string {
  // The part always stands in the address: a profile named "new" must not be taken for the empty form.
  return `/${encodeURIComponent(profile)}/${part === 'contacts' || part === 'appointments' ? `rules/${part}` : part}`;
}

/** @returns `null` for an address that names no part */
export function partOf(rest: string | undefined): ProfilePart | null {
  switch (rest ?? '') {
    case '':
    case 'general':
      return 'general';
    case 'rules':
    case 'rules/contacts':
      return 'contacts';
    case 'rules/appointments':
      return 'appointments';
    case 'accounts':
      return 'accounts';
    default:
      return null;
  }
}
