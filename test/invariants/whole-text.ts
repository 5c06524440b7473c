import type { FieldSpec, Fields, FieldValue } from '../../src/model/index.ts';
import { sameValue, valueOf } from '../../src/model/index.ts';

/** What each side has, or what was last agreed with it. */
interface OnSides<T> {
  readonly whole: T;
  readonly beginning: T;
}

/** A value that goes on where that of the other side ends, and what was last agreed with each of the two. */
interface Texts extends OnSides<FieldValue> {
  readonly agreed: OnSides<FieldValue>;
}

/**
 * Whether the other side has nothing but beginnings of what one side has: of a text, or of texts of changed occurrences,
 * beside what is as was last agreed there. Where nothing was agreed, they are no news from there.
 */
export function saysNothingNew(spec: FieldSpec, { whole, beginning, agreed }: Texts): boolean {
  if (spec.kind !== 'keyed') {
    const [all, some, ...before] = [whole, beginning, agreed.whole, agreed.beginning].map(spec.normalise);
    if (typeof all !== 'string' || typeof some !== 'string' || some === '') return false;
    return all.startsWith(some) && before.every((one) => one === null);
  }
  const on = (value: FieldValue, day: string): FieldValue => valueOf((value ?? {}) as Fields, day);
  return Object.keys({ ...(whole as Fields | null), ...(beginning as Fields | null) }).every((day) =>
    dayIsNoNews(spec, {
      whole: on(whole, day),
      beginning: on(beginning, day),
      agreed: { whole: on(agreed.whole, day), beginning: on(agreed.beginning, day) },
    }),
  );
}

function dayIsNoNews(spec: FieldSpec, { whole, beginning, agreed }: Texts): boolean {
  const isSame = (left: FieldValue, right: FieldValue): boolean => sameValue(spec, { day: left }, { day: right });
  if (isSame(beginning, agreed.beginning) || isSame(beginning, whole)) return true;
  const [ours, theirs] = [partsOf(whole), partsOf(beginning)];
  if (ours === null || theirs === null) return false;
  const [ourBase, theirBase] = [partsOf(agreed.whole) ?? {}, partsOf(agreed.beginning) ?? {}];
  return Object.entries(spec.parts ?? {}).every(([name, part]) => {
    const [one, other] = [valueOf(ours, name), valueOf(theirs, name)];
    const isAs = (fields: Fields): boolean =>
      name in fields === name in theirs && sameValue(part, valueOf(fields, name), other);
    if (isAs(ours) || isAs(theirBase)) return true;
    const told = { whole: valueOf(ourBase, name), beginning: valueOf(theirBase, name) };
    return saysNothingNew(part, { whole: one, beginning: other, agreed: told });
  });
}

/** `null` for an occurrence that is deleted, or as its series. */
function partsOf(day: FieldValue): Fields | null {
  const { kind, fields } = (day ?? {}) as { readonly kind?: FieldValue; readonly fields?: Fields };
  return kind === 'changed' ? (fields ?? {}) : null;
}
