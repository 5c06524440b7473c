import type { ItemType } from '../model/index.ts';
import type { Profile, ProfileItemRules } from './settings.ts';

/**
 * One sentence about rules: what they do (`rules.meaning.<code>`) or what they may cost (`rules.warnings.<code>`).
 * The page shows them while somebody edits, so this file is pure and reaches nothing outside itself.
 */
export interface RuleSentence<Code extends string> {
  readonly code: Code;
  readonly params: Readonly<Record<string, string | number>>;
}

export type RuleMeaningCode =
  | 'not_synchronised'
  | `${'crm_to_exchange' | 'exchange_to_crm'}_${'nothing' | 'changes' | 'deletions' | 'changes_and_deletions'}`
  | `one_way_to_${'crm' | 'exchange'}_${'field' | 'item'}`
  | `conflict_${'crm' | 'exchange'}_${'field' | 'item'}`
  | 'deleted_to_deleted_items'
  | 'deleted_permanently'
  | 'categories_added'
  | 'categories_only'
  | 'crm_items_own'
  | 'crm_items_own_and_shared'
  | 'crm_items_list'
  | 'crm_items_of_appointments'
  | 'exchange_items_all'
  | 'exchange_items_only_category'
  | 'exchange_items_only_category_set'
  | 'exchange_items_all_but_category'
  | `meetings_${Profile['invitations']}`;

export type RuleWarningCode =
  | 'nothing_either_way'
  | 'deletions_both_ways'
  | 'deletion_without_update_to_exchange'
  | 'deletion_without_update_to_crm'
  | 'permanent_delete'
  | 'always_overwrite'
  | 'whole_item'
  | 'own_category_excluded'
  | 'private_items_travel'
  | 'meetings_change_unheard'
  | 'meetings_mail'
  | 'backup_counts'
  | 'backup_waits';

/**
 * What the rules do, the most important first. Complete: what no sentence names does not happen.
 * @param general of the profile: what stands once for both item types
 */
export function meaningOf(
  rules: ProfileItemRules,
  itemType: ItemType,
  general: Pick<Profile, 'invitations'>,
): readonly RuleSentence<RuleMeaningCode>[] {
  if (!rules.synchronise) return [said('not_synchronised', { itemType })];
  return [
    said(`crm_to_exchange_${extentOf(rules.updateCrmToExchange, rules.deleteCrmToExchange)}`),
    said(`exchange_to_crm_${extentOf(rules.updateExchangeToCrm, rules.deleteExchangeToCrm)}`),
    ...conflictMeaning(rules),
    ...deletionMeaning(rules),
    ...categoryMeaning(rules),
    crmItemsMeaning(rules, itemType),
    exchangeItemsMeaning(rules),
    ...(itemType === 'appointments' ? [said(`meetings_${general.invitations}`)] : []),
  ];
}

/**
 * Combinations that lose data or surprise. An empty list is no promise, only that nothing here is known to hurt.
 * @param general of the profile, where it is known: what stands once for both item types
 */
export function warningsOf(
  rules: ProfileItemRules,
  itemType: ItemType,
  general?: Pick<Profile, 'privateItems' | 'invitations' | 'afterCrmRestore'>,
): readonly RuleSentence<RuleWarningCode>[] {
  if (!rules.synchronise) return [];
  const { updateCrmToExchange, updateExchangeToCrm, deleteCrmToExchange, deleteExchangeToCrm } = rules;
  const writesToExchange = updateCrmToExchange || deleteCrmToExchange;
  const found: (RuleSentence<RuleWarningCode> | false)[] = [
    !updateCrmToExchange &&
      !updateExchangeToCrm &&
      !deleteCrmToExchange &&
      !deleteExchangeToCrm &&
      said('nothing_either_way', { itemType }),
    deleteExchangeToCrm && !updateExchangeToCrm && said('deletion_without_update_to_crm', { itemType }),
    deleteCrmToExchange && !updateCrmToExchange && said('deletion_without_update_to_exchange', { itemType }),
    deleteCrmToExchange && deleteExchangeToCrm && said('deletions_both_ways', { itemType }),
    deleteCrmToExchange && rules.exchangeDeleteMode === 'permanent' && said('permanent_delete', { itemType }),
    rules.exchangeConflictResolution === 'alwaysOverwrite' && said('always_overwrite'),
    (updateCrmToExchange || updateExchangeToCrm) && rules.conflictGranularity === 'item' && said('whole_item'),
    excludesOwnCategory(rules),
    general?.privateItems === 'full' && updateExchangeToCrm && said('private_items_travel', { itemType }),
    itemType === 'appointments' &&
      writesToExchange &&
      general?.invitations === 'silent' &&
      said('meetings_change_unheard'),
    itemType === 'appointments' && writesToExchange && general?.invitations === 'notify' && said('meetings_mail'),
    general?.afterCrmRestore === 'crm' && said(updateCrmToExchange ? 'backup_counts' : 'backup_waits'),
  ];
  return found.filter((sentence) => sentence !== false);
}

function extentOf(update: boolean, remove: boolean): 'nothing' | 'changes' | 'deletions' | 'changes_and_deletions' {
  if (update) return remove ? 'changes_and_deletions' : 'changes';
  return remove ? 'deletions' : 'nothing';
}

function conflictMeaning(rules: ProfileItemRules): readonly RuleSentence<RuleMeaningCode>[] {
  const { updateCrmToExchange: toExchange, updateExchangeToCrm: toCrm } = rules;
  const granularity = rules.conflictGranularity;
  if (toExchange && toCrm) return [said(`conflict_${rules.conflictStrategy}_${granularity}`)];
  // One direction has one source, whatever the strategy says.
  if (toExchange) return [said(`one_way_to_exchange_${granularity}`)];
  return toCrm ? [said(`one_way_to_crm_${granularity}`)] : [];
}

function deletionMeaning(rules: ProfileItemRules): readonly RuleSentence<RuleMeaningCode>[] {
  if (!rules.deleteCrmToExchange) return [];
  return [said(rules.exchangeDeleteMode === 'permanent' ? 'deleted_permanently' : 'deleted_to_deleted_items')];
}

function categoryMeaning(rules: ProfileItemRules): readonly RuleSentence<RuleMeaningCode>[] {
  if (rules.exchangeCategories.length === 0) return [];
  const categories = rules.exchangeCategories.join(', ');
  return [said(rules.updateCrmToExchange ? 'categories_added' : 'categories_only', { categories })];
}

function crmItemsMeaning({ crmItems }: ProfileItemRules, itemType: ItemType): RuleSentence<RuleMeaningCode> {
  if (itemType === 'appointments') return said('crm_items_of_appointments');
  switch (crmItems.kind) {
    case 'own':
      return said('crm_items_own');
    case 'ownAndShared':
      return said('crm_items_own_and_shared');
    case 'list':
      return said('crm_items_list', { list: crmItems.list });
  }
}

function exchangeItemsMeaning({ exchangeItems, updateCrmToExchange }: ProfileItemRules): RuleSentence<RuleMeaningCode> {
  if (exchangeItems.kind === 'all') return said('exchange_items_all');
  const { category } = exchangeItems;
  if (exchangeItems.kind === 'allButCategory') return said('exchange_items_all_but_category', { category });
  // What is made in Exchange gets the one category that is let in, so that it does not fall behind the filter.
  return said(updateCrmToExchange ? 'exchange_items_only_category_set' : 'exchange_items_only_category', { category });
}

function excludesOwnCategory({
  exchangeItems,
  exchangeCategories,
}: ProfileItemRules): RuleSentence<RuleWarningCode> | false {
  if (exchangeItems.kind !== 'allButCategory') return false;
  const category = exchangeCategories.find((own) => folded(own) === folded(exchangeItems.category));
  return category !== undefined && said('own_category_excluded', { category });
}

/** As Exchange compares categories. */
function folded(category: string): string {
  return category.normalize('NFC').trim().toLowerCase();
}

function said<Code extends string>(code: Code, params: RuleSentence<Code>['params'] = {}): RuleSentence<Code> {
  return { code, params };
}
