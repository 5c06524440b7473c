import type { ItemRules } from '../calls.ts';

/** Messages `settings.rules.confirm*`: what will be deleted, or deleted for good, that was not before. */
export function addedDeletions(before: ItemRules, after: ItemRules): readonly string[] {
  if (!after.synchronise) return [];
  const begins = (rule: 'deleteCrmToExchange' | 'deleteExchangeToCrm') =>
    after[rule] && !(before.synchronise && before[rule]);
  const permanently = (rules: ItemRules) =>
    rules.synchronise && rules.deleteCrmToExchange && rules.exchangeDeleteMode === 'permanent';
  return [
    ...(begins('deleteCrmToExchange') ? ['confirmDeleteCrmToExchange'] : []),
    ...(begins('deleteExchangeToCrm') ? ['confirmDeleteExchangeToCrm'] : []),
    ...(permanently(after) && !permanently(before) ? ['confirmPermanent'] : []),
  ];
}
