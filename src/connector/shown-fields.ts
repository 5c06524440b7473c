import type { Fields } from '../model/index.ts';
import { withoutPrivateContent } from '../model/index.ts';
import type { AccountTarget } from './account-target.ts';

/** The part of an item's fields that somebody may be told. */
export type ShownFields = (fields: Fields) => Fields;

/** Others than the owner of an account are not told what private items say, unless the profile carries them in full. */
export function shownFields({ profile }: Pick<AccountTarget, 'profile'>, byOwner: boolean): ShownFields {
  return byOwner || profile.privateItems === 'full' ? (fields) => fields : withoutPrivateContent;
}
