import { itemNode } from '../properties/item-node.ts';
import { readItemShape } from '../properties/shape.ts';
import { element } from '../xml/node.ts';
import { childOrThrow } from '../xml/read.ts';
import { itemOf } from './access.ts';
import type { Operation } from './context.ts';
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
      return [element('m:Items', {}, [itemNode(itemOf(id, context), shape, context)])];
    },
    { whenFailed: [element('m:Items')] },
  );
};
