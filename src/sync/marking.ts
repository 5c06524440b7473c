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
 * stamp is a write that nobody allowed; the categories are the one thing that the profile may always set.
 * @param given what the item was given before, where its pair is not new
 */
export function markingOfLinked(
  rules: ItemRules,
  current: readonly string[],
  given: readonly string[] = [],
): Marking | null {
  const categories = categoriesDue(rules, current, given);
  if (!rules.updateCrmToExchange && categories.length === 0) return null;
  return { stamp: rules.updateCrmToExchange, categories };
}

/**
 * O10: categories of the profile that the item has not got. Each is given once: one that was given and is gone was
 * taken off by its user, and a category that comes back is a fight with the user.
 */
export function categoriesDue(
  rules: Pick<ItemRules, 'exchangeCategories'>,
  current: readonly string[],
  given: readonly string[],
): readonly string[] {
  return rules.exchangeCategories.filter(
    (category) => !hasCategory(current, category) && !hasCategory(given, category),
  );
}

/** What the item was given, after its marks were written: those, and what of the profile's it had by itself. */
export function givenAfter(
  rules: Pick<ItemRules, 'exchangeCategories'>,
  current: readonly string[],
  given: readonly string[],
  marking: Marking | null,
): readonly string[] {
  const own = rules.exchangeCategories.filter((category) => hasCategory(current, category));
  const fresh = [...own, ...(marking?.categories ?? [])].filter((category) => !hasCategory(given, category));
  return fresh.length === 0 ? given : [...given, ...fresh];
}
