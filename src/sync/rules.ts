/** The rules of one profile for one item type, as the administrator sets them. */
export interface ItemRules {
  readonly synchronise: boolean;
  readonly updateCrmToExchange: boolean;
  readonly updateExchangeToCrm: boolean;
  readonly deleteCrmToExchange: boolean;
  readonly deleteExchangeToCrm: boolean;
  /** Who wins when both sides changed the same field. */
  readonly conflictStrategy: 'crm' | 'exchange';
  readonly conflictGranularity: 'field' | 'item';
  readonly exchangeDeleteMode: 'permanent' | 'deletedItems';
  readonly exchangeConflictResolution: 'neverOverwrite' | 'autoResolve' | 'alwaysOverwrite';
  /** Added to what the user has, once, never removed. */
  readonly exchangeCategories: readonly string[];
  readonly crmItems: CrmItemsRule;
  readonly exchangeItems: ExchangeItemsRule;
  readonly privateItems: 'skip' | 'full';
}

/** Contacts only; appointments always take part when the user owns them or takes part in them. */
export type CrmItemsRule =
  | { readonly kind: 'own' }
  | { readonly kind: 'ownAndShared' }
  | { readonly kind: 'list'; readonly list: string };

export type ExchangeItemsRule =
  | { readonly kind: 'all' }
  | { readonly kind: 'onlyCategory'; readonly category: string }
  | { readonly kind: 'allButCategory'; readonly category: string };

/** Two-way changes, no deletions: nothing that a person made disappears until somebody asks for it. */
export const DEFAULT_ITEM_RULES: ItemRules = {
  synchronise: true,
  updateCrmToExchange: true,
  updateExchangeToCrm: true,
  deleteCrmToExchange: false,
  deleteExchangeToCrm: false,
  conflictStrategy: 'crm',
  conflictGranularity: 'field',
  exchangeDeleteMode: 'deletedItems',
  exchangeConflictResolution: 'neverOverwrite',
  exchangeCategories: [],
  crmItems: { kind: 'own' },
  exchangeItems: { kind: 'all' },
  privateItems: 'skip',
};
