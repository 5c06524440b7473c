import { pathElementIn, readPath } from '../properties/property-path.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf } from '../xml/read.ts';
import { compareValues } from './comparable.ts';
import type { Lookup } from './restriction.ts';

type Order = (left: Lookup, right: Lookup) => number;

/** Items without the property come first in ascending order. */
export function readSortOrder(source: ReceivedElement): Order {
  const orders = source.children.flatMap((fieldOrder): Order[] => {
    const element = pathElementIn(fieldOrder);
    if (element === undefined) return [];
    const path = readPath(element);
    const sign = attributeOf(fieldOrder, 'Order') === 'Descending' ? -1 : 1;
    return [
      (left, right) => {
        const {
          kind,
          values: [a],
        } = left(path);
        const [b] = right(path).values;
        if (a === undefined || b === undefined) return sign * (Number(a !== undefined) - Number(b !== undefined));
        return sign * (compareValues(kind, a, b) ?? 0);
      },
    ];
  });
  return (left, right) => {
    for (const order of orders) {
      const result = order(left, right);
      if (result !== 0) return result;
    }
    return 0;
  };
}
