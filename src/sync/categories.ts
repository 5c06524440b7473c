import type { FieldSpec, Fields, FieldValue, OccurrenceChange, Occurrences } from '../model/index.ts';

/** Exchange compares categories without regard to case. */
export function sameCategory(left: string, right: string): boolean {
  return fold(left) === fold(right);
}

export function hasCategory(categories: readonly string[], wanted: string): boolean {
  return categories.some((category) => sameCategory(category, wanted));
}

/**
 * The user's own part: what the profile sets in Exchange is a marker and never travels to the CRM. An occurrence that has
 * categories of its own has the markers of its series among them.
 */
export function withoutManagedCategories(fields: Fields, managed: readonly string[]): Fields {
  const own = onOccurrences(fields, (categories) => categories.filter((category) => !hasCategory(managed, category)));
  const categories = categoriesOf(own);
  if (!categories.some((category) => hasCategory(managed, category))) return own;
  const ofUser = categories.filter((category) => !hasCategory(managed, category));
  return { ...own, categories: ofUser.length === 0 ? null : ofUser };
}

/**
 * The same fields for Exchange: occurrences with categories of their own get the markers of their series back.
 * @param onItem all categories that the item has, or will have
 */
export function withMarkedOccurrences(fields: Fields, managed: readonly string[], onItem: readonly string[]): Fields {
  const marks = onItem.filter((category) => hasCategory(managed, category));
  return onOccurrences(fields, (categories) => [
    ...categories,
    ...marks.filter((category) => !hasCategory(categories, category)),
  ]);
}

/** The same object where nothing changes. */
function onOccurrences(fields: Fields, change: (categories: readonly string[]) => readonly string[]): Fields {
  const occurrences = (fields['occurrences'] ?? null) as unknown as Occurrences | null;
  if (occurrences === null) return fields;
  let isChanged = false;
  const days = Object.entries(occurrences).map(([day, occurrence]): readonly [string, OccurrenceChange] => {
    if (occurrence.kind !== 'changed' || !('categories' in occurrence.fields)) return [day, occurrence];
    const before = categoriesOf(occurrence.fields as Fields);
    const after = change(before);
    if (after.length === before.length) return [day, occurrence];
    isChanged = true;
    return [day, { kind: 'changed', fields: { ...occurrence.fields, categories: after.length === 0 ? null : after } }];
  });
  return isChanged ? { ...fields, occurrences: Object.fromEntries(days) as unknown as FieldValue } : fields;
}

/**
 * The base of an Exchange item when categories stop to be the profile's. They lie on the items that we marked, and
 * without this they would look as if the user had added them just now. Where the CRM has the category too it is the
 * user's own, and stays a matter of both.
 */
export function withReleasedCategories(
  base: { readonly crm: Fields; readonly exchange: Fields },
  released: readonly string[],
  spec: FieldSpec,
): Fields {
  const ours = categoriesOf(base.crm);
  const theirs = categoriesOf(base.exchange);
  const added = released.filter((category) => !hasCategory(ours, category) && !hasCategory(theirs, category));
  return added.length === 0 ? base.exchange : { ...base.exchange, categories: spec.normalise([...theirs, ...added]) };
}

export interface CategoriesToWrite {
  /** Everything that is on the item now. */
  readonly current: readonly string[];
  /** The profile's categories: which of `current` are not the user's. */
  readonly managed: readonly string[];
  /** The user's part as merged; `null` leaves it as it is. */
  readonly userCategories: readonly string[] | null;
  /** Categories of the profile to add now. Not those that were added before: a user may have taken them off. */
  readonly add: readonly string[];
}

/** The whole list for the item, since Exchange has no way to add one category. The order of what is there stays. */
export function exchangeCategoriesFor(input: CategoriesToWrite): readonly string[] {
  const { current, managed, userCategories } = input;
  const kept =
    userCategories === null
      ? current
      : current.filter((category) => hasCategory(managed, category) || hasCategory(userCategories, category));
  const list: string[] = [];
  for (const category of [...kept, ...(userCategories ?? []), ...input.add]) {
    if (!hasCategory(list, category)) list.push(category);
  }
  return list;
}

function categoriesOf(fields: Fields): readonly string[] {
  const categories = fields['categories'];
  if (!Array.isArray(categories)) return [];
  return (categories as readonly unknown[]).filter((category): category is string => typeof category === 'string');
}

function fold(category: string): string {
  return category.normalize('NFC').trim().toLowerCase();
}
