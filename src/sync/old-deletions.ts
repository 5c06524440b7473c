import type { DeletionRules } from './rules.ts';
import type { LinkState } from './state.ts';

/**
 * Review reason of a detached pair whose deletion only the rule kept from being carried out: a person may have that made up
 * for. It goes as soon as somebody works on the survivor, or decides that it stays.
 */
export const OLD_DELETION = 'delete_rule_off';

/** States of the detached pairs whose survivor the rules of now let be deleted. */
export function statesToDelete({ deleteCrmToExchange, deleteExchangeToCrm }: DeletionRules): readonly LinkState[] {
  return [...(deleteCrmToExchange ? (['DET_E'] as const) : []), ...(deleteExchangeToCrm ? (['DET_C'] as const) : [])];
}
