import { folderNode, readFolderShape } from '../properties/folder-node.ts';
import { folderIdOf } from '../state/identifiers.ts';
import { numbersIn, rangesOf } from '../state/number-ranges.ts';
import { writeSyncState } from '../state/sync-state.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import { childOf, childOrThrow } from '../xml/read.ts';
import { openFolder } from './access.ts';
import type { Operation } from './context.ts';
import { knownSyncState } from './known-sync-state.ts';
import { answerEach } from './response.ts';

/** Lists the folders below one folder that changed since the state was given. */
export const syncFolderHierarchy: Operation = (request, context) => {
  return answerEach(
    request,
    [request],
    context,
    () => {
      const shape = readFolderShape(childOrThrow(request, 'm:FolderShape'));
      const target = childOf(request, 'm:SyncFolderId')?.children[0];
      const opened = target === undefined ? null : openFolder(target, context);
      const within = opened?.within ?? context;
      const { mailbox, rights } = within;
      const root = opened?.folder ?? mailbox.distinguished('msgfolderroot');
      const state = knownSyncState(childOf(request, 'm:SyncState')?.text, 'hierarchy', root?.number ?? 0, mailbox);
      const given = numbersIn(state.given);
      const below = new Set<number>(root === undefined ? [] : [root.number]);
      const changes: XmlNode[] = [];
      // Parents have lower numbers than their children, so one pass finds the whole tree.
      for (const folder of mailbox.folders()) {
        if (folder.parent === null || !below.has(folder.parent)) continue;
        below.add(folder.number);
        if (!rights.may('visible', folder)) continue;
        const known = given.has(folder.number);
        if (known && folder.saved <= state.at) continue;
        given.add(folder.number);
        changes.push(element(known ? 't:Update' : 't:Create', {}, [folderNode(within, folder, shape)]));
      }
      for (const number of [...given].filter((known) => !below.has(known))) {
        given.delete(number);
        const id = folderIdOf({ mailbox: mailbox.uuid, folder: number });
        changes.push(element('t:Delete', {}, [element('t:FolderId', { Id: id })]));
      }
      return [
        textElement(
          'm:SyncState',
          writeSyncState({
            ...state,
            at: mailbox.sequence,
            issued: mailbox.sequence,
            given: rangesOf(given),
          }),
        ),
        textElement('m:IncludesLastFolderInRange', 'true'),
        element('m:Changes', {}, changes),
      ];
    },
    { whenFailed: [element('m:SyncState')] },
  );
};
