import type { FieldSpec, FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { isSeriesTime, perSpecs, valueOf } from '../../model/index.ts';

/**
 * What has to go to Exchange with an update that writes time or rule of a series, because Exchange forgets it with them:
 * the changed occurrences, whole, as far as the new rule gives their days.
 * @param now the item in Exchange
 * @param sent the update
 */
export function alongWith(specs: FieldSpecs, now: Fields, sent: Fields): Fields {
  const along: Record<string, FieldValue> = {};
  for (const [name, rewrites] of rewritingFields(specs)) {
    const value = sent[name];
    if (value === undefined || !(isSeriesTime(value) || isSeriesTime(valueOf(now, name)))) continue;
    const after = { ...now, ...sent };
    for (const field of rewrites) along[field] = countedIn(specs[field], valueOf(after, field), after);
  }
  return along;
}

const rewritingFields = perSpecs((specs) =>
  Object.entries(specs).flatMap(([name, { rewrites }]) => (rewrites === undefined ? [] : [[name, rewrites] as const])),
);

/** What of a value says something beside the other fields of its item. */
export function countedIn(spec: FieldSpec | undefined, value: FieldValue, item: Fields): FieldValue {
  return spec?.counted === undefined || value === null ? value : spec.counted(value, item);
}

/** Whether an item has an occurrence on a day: elsewhere nothing that is said of one can stand. */
export function givesDay(spec: FieldSpec, day: string, item: Fields): boolean {
  return countedIn(spec, { [day]: { kind: 'deleted' } }, item) !== null;
}
