import type { Fields, FieldValue, Side } from '../../model/index.ts';
import { canonicalText, valueOf } from '../../model/index.ts';
import type { FieldChange } from '../../store/port.ts';
import type { Marking } from '../../sync/index.ts';
import { exchangeUpdate } from '../apply/exchange-update.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';

/**
 * What the items of a step hold now and will hold then, field by field. Taken from what is sent, not from what the
 * planner meant: the categories of an Exchange item are one list, whoever they are of.
 */
export function changesOf(run: Run, { unit, step }: PlannedUnit): readonly FieldChange[] {
  switch (step.kind) {
    case 'createInExchange':
      return changesOn('exchange', {}, withMarks(step.fields, step.marking));
    case 'createInCrm':
      return [...changesOn('crm', {}, step.fields), ...updateOf(run, unit, {}, step.marking)];
    case 'deleteInExchange':
      return emptied('exchange', unit.item?.fields ?? {});
    case 'deleteInCrm':
      return emptied('crm', unit.record?.fields ?? {});
    case 'merge': {
      const { toCrm, toExchange } = step.merge;
      const inCrm = changesOn('crm', unit.record?.fields ?? {}, toCrm);
      return [...inCrm, ...updateOf(run, unit, toExchange, step.marking)];
    }
    default:
      return [];
  }
}

function updateOf(run: Run, unit: Unit, toExchange: Fields, marking: Marking | null): readonly FieldChange[] {
  const update = exchangeUpdate(run, unit, toExchange, marking, unit.link?.stamp ?? '');
  if (update === null || unit.exchange.kind !== 'live') return [];
  const changes = changesOn('exchange', unit.item?.fields ?? {}, update.changes);
  if (update.categories === null) return changes;
  const { categories } = unit.exchange;
  return [
    ...changes,
    { side: 'exchange', field: 'categories', before: listOrNull(categories), after: listOrNull(update.categories) },
  ];
}

/** A create sends the user's categories and the profile's in one list. */
function withMarks(fields: Fields, { categories }: Marking): Fields {
  if (categories.length === 0) return fields;
  const own = valueOf(fields, 'categories');
  return { ...fields, categories: [...new Set([...(Array.isArray(own) ? own : []), ...categories])] };
}

function changesOn(side: Side, before: Fields, after: Fields): readonly FieldChange[] {
  return (
    Object.keys(after)
      .map((field) => ({ side, field, before: valueOf(before, field), after: valueOf(after, field) }))
      // What goes along with another field may be as it was.
      .filter((change) => canonicalText(change.before) !== canonicalText(change.after))
  );
}

function emptied(side: Side, fields: Fields): readonly FieldChange[] {
  return Object.keys(fields)
    .map((field) => ({ side, field, before: valueOf(fields, field), after: null }))
    .filter(({ before }) => before !== null);
}

function listOrNull(list: readonly string[]): FieldValue {
  return list.length === 0 ? null : list;
}
