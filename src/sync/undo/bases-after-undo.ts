import type { FieldSpec, FieldSpecs, Fields, FieldValue, Side } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { followKeyed } from '../merge/settle-keyed.ts';
import type { Bases } from '../merge/settled-bases.ts';
import { setValue, textSet } from '../merge/text-set.ts';

/** One side on which old values were written back. */
export interface ValuesBack {
  readonly side: Side;
  readonly written: Fields;
  /** As it stood before that, at least the written fields. */
  readonly before: Fields;
  /** As it stands now. */
  readonly now: Fields;
}

/**
 * The bases after values were written back: on the written side they follow, on the other they stay. The two sides then
 * differ and are settled all the same, so nothing travels until somebody edits again; and what was edited on the
 * other side meanwhile is still an edit.
 */
export function basesAfterUndo(specs: FieldSpecs, bases: Bases, writes: readonly ValuesBack[]): Bases {
  const settled = { crm: { ...bases.baseCrm }, exchange: { ...bases.baseExchange } };
  for (const { side, written, before, now } of writes)
    for (const name of Object.keys(written)) {
      const spec = specs[name];
      if (spec === undefined) continue;
      const values = { base: valueOf(settled[side], name), before: valueOf(before, name), now: valueOf(now, name) };
      put(settled[side], name, settledValue(spec, values));
    }
  return { baseCrm: settled.crm, baseExchange: settled.exchange };
}

type SideValues = Readonly<Record<'base' | 'before' | 'now', FieldValue>>;

function settledValue(spec: FieldSpec, values: SideValues): FieldValue {
  switch (spec.kind) {
    case 'set':
      return settledSet(spec, values);
    case 'keyed':
      return followKeyed(spec, values);
    case 'value':
      return spec.normalise(values.now);
  }
}

/** Only the elements that the write moved: one that waits for a rule keeps waiting. */
function settledSet(spec: FieldSpec, values: SideValues): FieldValue {
  const [base, before, now] = [textSet(spec, values.base), textSet(spec, values.before), textSet(spec, values.now)];
  const settled = new Map<string, string>();
  for (const [key, text] of new Map([...base, ...before, ...now])) {
    const moved = before.has(key) !== now.has(key);
    if ((moved ? now : base).has(key)) settled.set(key, text);
  }
  return setValue(spec, settled);
}

function put(base: Record<string, FieldValue>, name: string, value: FieldValue): void {
  if (value === null) delete base[name];
  else base[name] = value;
}
