import { folderComparable, folderNode, readFolderShape } from '../properties/folder-node.ts';
import { readRestriction } from '../search/restriction.ts';
import type { Folder } from '../state/folder.ts';
import type { Mailbox } from '../state/mailbox.ts';
import { element } from '../xml/node.ts';
import { attributeOf, childOf, childOrThrow } from '../xml/read.ts';
import { openFolder } from './access.ts';
import type { Operation } from './context.ts';
import { pageAttributes, readPage, slicePage } from './paging.ts';
import { answerEach } from './response.ts';

export const findFolder: Operation = (request, context) => {
  const { children: parents } = childOrThrow(request, 'm:ParentFolderIds');
  const deep = attributeOf(request, 'Traversal') === 'Deep';
  return answerEach(request, parents, context, (id) => {
    const shape = readFolderShape(childOrThrow(request, 'm:FolderShape'));
    const restriction = childOf(request, 'm:Restriction');
    const matches = restriction === undefined ? () => true : readRestriction(restriction);
    const { mailbox, folder: parent, rights, within } = openFolder(id, context);
    const folders = childrenOf(mailbox, parent, deep)
      .filter((folder) => rights.may('visible', folder))
      .filter((folder) => matches((path) => folderComparable(within, folder, path)));
    const page = slicePage(folders, readPage(childOf(request, 'm:IndexedPageFolderView')), Number.POSITIVE_INFINITY);
    const content = page.entries.map((folder) => folderNode(within, folder, shape));
    return [element('m:RootFolder', pageAttributes(page), [element('t:Folders', {}, content)])];
  });
};

function childrenOf(mailbox: Mailbox, parent: Folder, deep: boolean): readonly Folder[] {
  const children = [...mailbox.folders()].filter((folder) => folder.parent === parent.number);
  return deep ? children.flatMap((child) => [child, ...childrenOf(mailbox, child, true)]) : children;
}
