import { hasCategory } from './categories.ts';
import type { ItemRules } from './rules.ts';
import type { Marking } from './step.ts';

/**
 * The marks of an item that we make in Exchange. Where only one category is let in, our own items have to carry
 * it too: without it the pair would fall asleep behind the filter on the day it was made.
 */
export function markingOfCreate(rules: ItemRules): Marking {
  const admission = rules.exchangeItems.kind === 'onlyCategory' ? [rules.exchangeItems.category] : [];
  const missing = admission.filter((category) => !hasCategory(rules.exchangeCategories, category));
  return { stamp: true, categories: [...rules.exchangeCategories, ...missing] };
}

/**
 * The marks of an item that was in Exchange before it got its counterpart. With "Update CRM → Exchange" off the
 * stamp is a write that nobody allowed; the categories are the one thing that the profile may always
 * set. They are set here, once, and never again: a category that comes back is a fight with the user.
 */
export function markingOfLinked(rules: ItemRules, current: readonly string[]): Marking | null {
  const categories = rules.exchangeCategories.filter((category) => !hasCategory(current, category));
  if (!rules.updateCrmToExchange && categories.length === 0) return null;
  return { stamp: rules.updateCrmToExchange, categories };
}
