import type { ItemType } from '../../../src/model/index.ts';
import { FIELD_LABELS } from '../settings/form/field-labels.ts';
import { RULE_LABELS } from '../settings/rules/rule-labels.ts';
import type { Remedy } from './calls.ts';

/** Where a person does what a remedy says; its word is `why.item.toSetting.*`. */
export interface RemedyPlace {
  readonly name: 'rules' | 'profile' | 'account' | 'review';
  readonly address: string;
  /** Users read it, and have to ask. */
  readonly onlyAdministrators: boolean;
}

interface Where {
  /** Names; `null` while they are not known. */
  readonly account: string | null;
  readonly profile: string | null;
  readonly itemType: ItemType;
}

const RULE_CODES = ['switch_on_update_rule', 'switch_on_delete_rule', 'change_item_filter', 'decide_conflict'];
const PROFILE_CODES = ['synchronise_private_items', 'allow_invitations'];
const ACCOUNT_CODES = [
  'widen_window',
  'approve_plan',
  'grant_folder_access',
  'synchronise_owner',
  'decide_claim',
  'release_scope',
  'mend_connection',
];
/** Obstacles whose remedy is a switch: the same word means another one in each of these places. */
const SWITCH_OF: Readonly<Record<string, RemedyPlace['name']>> = {
  account_off: 'account',
  item_type_off_in_account: 'account',
  profile_off: 'profile',
  item_type_off_in_profile: 'rules',
};

/**
 * @param obstacle what the remedy is to take out of the way; absent: it is about the item itself
 * @returns `null` where nothing can be set: the sentence says what to do
 */
export function remedyPlaceOf(remedy: Remedy, where: Where, obstacle?: string): RemedyPlace | null {
  const name = SWITCH_OF[obstacle ?? ''] ?? placeNameOf(remedy);
  return name === null ? null : placeOf(name, where);
}

function placeNameOf({ code, setting }: Remedy): RemedyPlace['name'] | null {
  if (setting !== null && Object.hasOwn(RULE_LABELS, setting)) return 'rules';
  if (setting !== null && Object.hasOwn(FIELD_LABELS, setting)) return 'profile';
  if (setting !== null || ACCOUNT_CODES.includes(code)) return 'account';
  if (RULE_CODES.includes(code)) return 'rules';
  if (PROFILE_CODES.includes(code)) return 'profile';
  return code === 'tell_counterparts_apart' ? 'review' : null;
}

function placeOf(name: RemedyPlace['name'], { account, profile, itemType }: Where): RemedyPlace | null {
  if (name === 'review') return { name, address: '/', onlyAdministrators: false };
  if (name === 'account')
    return account === null
      ? null
      : { name, address: `/accounts/${encodeURIComponent(account)}`, onlyAdministrators: false };
  if (profile === null) return null;
  const part = name === 'rules' ? `rules/${itemType}` : 'general';
  return { name, address: `/settings/exchange/${encodeURIComponent(profile)}/${part}`, onlyAdministrators: true };
}
