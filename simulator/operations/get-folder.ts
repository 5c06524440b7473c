import { folderNode, readFolderShape } from '../properties/folder-node.ts';
import { element } from '../xml/node.ts';
import { childOrThrow } from '../xml/read.ts';
import { openFolder } from './access.ts';
import type { Operation } from './context.ts';
import { answerEach } from './response.ts';

export const getFolder: Operation = (request, context) => {
  const shape = readFolderShape(childOrThrow(request, 'm:FolderShape'));
  const { children: ids } = childOrThrow(request, 'm:FolderIds');
  return answerEach(
    request,
    ids,
    context,
    (id) => {
      const { folder, within } = openFolder(id, context);
      return [element('m:Folders', {}, [folderNode(within, folder, shape)])];
    },
    { whenFailed: [element('m:Folders')] },
  );
};
