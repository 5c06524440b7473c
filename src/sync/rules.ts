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
  readonly privateItems: PrivateItems;
  readonly invitations: Invitations;
  readonly afterCrmRestore: AfterCrmRestore;
}

/** Which deletions are carried over. */
export type DeletionRules = Pick<ItemRules, 'deleteCrmToExchange' | 'deleteExchangeToCrm'>;

/**
 * D1: a deletion counts by the rule that held when a person made it. No side tells when that was, only that it was after
 * the last look; so each direction is on only if it was on then and is on now.
 * @param atLastLook `null`: not known
 */
export function withDeletionsSince(rules: ItemRules, atLastLook: DeletionRules | null): ItemRules {
  if (atLastLook === null) return rules;
  return {
    ...rules,
    deleteCrmToExchange: rules.deleteCrmToExchange && atLastLook.deleteCrmToExchange,
    deleteExchangeToCrm: rules.deleteExchangeToCrm && atLastLook.deleteExchangeToCrm,
  };
}

export function deletionRulesOf({ deleteCrmToExchange, deleteExchangeToCrm }: DeletionRules): DeletionRules {
  return { deleteCrmToExchange, deleteExchangeToCrm };
}

/**
 * What is written to meetings that the mailbox's owner organizes. `never`: nothing that the people in it share. `silent`:
 * it is written, and nobody hears of it. `notify`: Exchange mails them what changed, and cancellations. Meetings of others
 * are never written.
 */
export type Invitations = 'never' | 'silent' | 'notify';

/**
 * Whose values count where a CRM that was restored from a backup has older ones. `exchange`: those of Exchange are written
 * back, and a person is asked only where nothing proves that the record is older. `ask`: the same, and a person is always
 * asked first. `crm`: those of the backup go to Exchange, and a person is always asked first.
 */
export type AfterCrmRestore = 'exchange' | 'ask' | 'crm';

/**
 * What becomes of private and confidential items. `busyOnly`: of an appointment the other side learns when it is, and that
 * it is private; a contact is left out.
 */
export type PrivateItems = 'skip' | 'busyOnly' | 'full';

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
  privateItems: 'busyOnly',
  invitations: 'never',
  afterCrmRestore: 'exchange',
};
