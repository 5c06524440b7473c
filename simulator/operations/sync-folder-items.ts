import { itemNode } from '../properties/item-node.ts';
import { readItemShape } from '../properties/shape.ts';
import { itemIdOf } from '../state/identifiers.ts';
import { numbersIn, rangesOf } from '../state/number-ranges.ts';
import { writeSyncState } from '../state/sync-state.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import { attributeOf, childOf, childOrThrow } from '../xml/read.ts';
import { openFolder } from './access.ts';
import type { Operation } from './context.ts';
import { knownSyncState } from './known-sync-state.ts';
import { answerEach } from './response.ts';

/** Lists what happened in a folder since the state was given, the caller's own writes included. */
export const syncFolderItems: Operation = (request, context) => {
  return answerEach(
    request,
    [childOrThrow(request, 'm:SyncFolderId')],
    context,
    (target) => {
      const shape = readItemShape(childOrThrow(request, 'm:ItemShape'), 'feed');
      const { mailbox, folder, rights, within } = openFolder(target.children[0], context, 'readAny');
      const state = knownSyncState(childOf(request, 'm:SyncState')?.text, 'items', folder.number, mailbox);
      const ignored = new Set(childOf(request, 'm:Ignore')?.children.map((id) => attributeOf(id, 'Id')));
      const max = Number(childOrThrow(request, 'm:MaxChangesReturned').text);

      const given = numbersIn(state.given);
      const present = mailbox.itemsIn(folder.number).filter((item) => rights.sees(item, folder));
      const presentNumbers = new Set(present.map(({ number }) => number));
      const gone = [...given].filter((number) => !presentNumbers.has(number));
      const saved = present.filter((item) => item.saved > state.at).sort((a, b) => a.saved - b.saved);

      const deletes = gone.slice(0, max);
      const upserts = saved.slice(0, max - deletes.length);
      const changes: XmlNode[] = [];
      for (const item of upserts) {
        const change = given.has(item.number) ? 't:Update' : 't:Create';
        given.add(item.number);
        if (!ignored.has(mailbox.itemId(item))) changes.push(element(change, {}, [itemNode(item, shape, within)]));
      }
      for (const number of deletes) {
        given.delete(number);
        const id = itemIdOf({ mailbox: mailbox.uuid, folder: folder.number, item: number });
        changes.push(element('t:Delete', {}, [element('t:ItemId', { Id: id })]));
      }
      const last = deletes.length === gone.length && upserts.length === saved.length;
      const at = last ? mailbox.sequence : (upserts.at(-1)?.saved ?? state.at);
      return [
        textElement('m:SyncState', writeSyncState({ ...state, at, issued: mailbox.sequence, given: rangesOf(given) })),
        textElement('m:IncludesLastItemInRange', String(last)),
        element('m:Changes', {}, changes),
      ];
    },
    // Some clients read the state even from an error.
    { whenFailed: [element('m:SyncState')] },
  );
};
