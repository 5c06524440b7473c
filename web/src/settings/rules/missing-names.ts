import type { ItemRules } from '../calls.ts';

/** Rules that name a list or a category, and whose name is empty. */
export function missingNames({ crmItems, exchangeItems }: ItemRules): readonly ('crmItems' | 'exchangeItems')[] {
  return [
    ...(crmItems.kind === 'list' && crmItems.list.trim() === '' ? (['crmItems'] as const) : []),
    ...(exchangeItems.kind !== 'all' && exchangeItems.category.trim() === '' ? (['exchangeItems'] as const) : []),
  ];
}
