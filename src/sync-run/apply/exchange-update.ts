import type { ExchangeUpdate } from '../../exchange/port.ts';
import type { Fields } from '../../model/index.ts';
import type { Marking } from '../../sync/index.ts';
import { exchangeCategoriesFor, withMarkedOccurrences } from '../../sync/index.ts';
import type { Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';

/**
 * One update of an Exchange item: the fields that change and the marks. Categories travel as one whole list, because
 * the user's and the profile's share it. @returns `null` when there is nothing to write
 */
export function exchangeUpdate(
  run: Run,
  unit: Pick<Unit, 'exchange'>,
  toExchange: Fields,
  marking: Marking | null,
  stamp: string,
): ExchangeUpdate | null {
  if (unit.exchange.kind !== 'live') return null;
  const { id, changeKey, categories: current } = unit.exchange;
  const { categories: userCategories, ...values } = toExchange;
  const add = marking?.categories ?? [];
  const managed = run.input.rules.exchangeCategories;
  const wanted = exchangeCategoriesFor({
    current,
    managed,
    userCategories: userCategories === undefined ? null : textsOf(userCategories),
    add,
  });
  const changes = withMarkedOccurrences(values, managed, wanted);
  const categories = sameList(wanted, current) ? null : wanted;
  const newStamp = marking?.stamp === true && unit.exchange.stamp !== stamp ? stamp : null;
  if (Object.keys(changes).length === 0 && categories === null && newStamp === null) return null;
  return { ref: { id, changeKey }, changes, categories, stamp: newStamp };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((element): element is string => typeof element === 'string') : [];
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((element, index) => element === right[index]);
}
