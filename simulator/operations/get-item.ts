import { itemNode } from '../properties/item-node.ts';
import { readItemShape } from '../properties/shape.ts';
import { element } from '../xml/node.ts';
import { childOrThrow } from '../xml/read.ts';
import { openItem } from './access.ts';
import type { Operation } from './context.ts';
import { occurrencesInRanges } from './occurrence-ranges.ts';
import { answerEach } from './response.ts';

export const getItem: Operation = (request, context) => {
  const { children: ids } = childOrThrow(request, 'm:ItemIds');
  const shapeElement = childOrThrow(request, 'm:ItemShape');
  return answerEach(
    request,
    ids,
    context,
    (id) => {
      const shape = readItemShape(shapeElement, 'item');
      const { item, within } = openItem(id, context);
      const items = id.name === 't:RecurringMasterItemIdRanges' ? occurrencesInRanges(id, item) : [item];
      return [
        element(
          'm:Items',
          {},
          items.map((each) => itemNode(each, shape, within)),
        ),
      ];
    },
    { whenFailed: [element('m:Items')] },
  );
};
