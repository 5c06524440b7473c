import type { ItemRules } from '../calls.ts';

/** Messages `settings.rules.*` that name the rules. */
export const RULE_LABELS: Readonly<Record<keyof ItemRules, string>> = {
  synchronise: 'synchronise',
  updateCrmToExchange: 'updateCrmToExchange',
  updateExchangeToCrm: 'updateExchangeToCrm',
  deleteCrmToExchange: 'deleteCrmToExchange',
  deleteExchangeToCrm: 'deleteExchangeToCrm',
  conflictStrategy: 'conflictStrategy',
  conflictGranularity: 'conflictGranularity',
  exchangeDeleteMode: 'exchangeDeleteMode',
  exchangeConflictResolution: 'exchangeConflictResolution',
  exchangeCategories: 'exchangeCategories',
  crmItems: 'crmItems',
  exchangeItems: 'exchangeItems',
};
