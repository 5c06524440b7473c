import { folderNode, readFolderShape } from '../properties/folder-node.ts';
import { element } from '../xml/node.ts';
import { childOrThrow } from '../xml/read.ts';
import { folderOf } from './access.ts';
import type { Operation } from './context.ts';
import { answerEach } from './response.ts';

export const getFolder: Operation = (request, context) => {
  const shape = readFolderShape(childOrThrow(request, 'm:FolderShape'));
  const { children: ids } = childOrThrow(request, 'm:FolderIds');
  return answerEach(
    request,
    ids,
    context,
    (id) => [element('m:Folders', {}, [folderNode(context.mailbox, folderOf(id, context), shape)])],
    { whenFailed: [element('m:Folders')] },
  );
};
