import type { ExchangeVersion } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';
import type { Folder } from '../state/folder.ts';
import type { StoredItem } from '../state/item.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import type { MailboxRights } from './mailbox-rights.ts';

interface Shown {
  readonly createContents: boolean;
  readonly createHierarchy: boolean;
  readonly delete: boolean;
  readonly modify: boolean;
  readonly read: boolean;
}

/** Delete and Modify are about the folder itself, not about what lies in it: only its owner may. */
export function folderRightsNode(rights: MailboxRights, folder: Folder, version: ExchangeVersion): XmlNode {
  const isOwner = rights.may('owner', folder);
  return node(rights, version, {
    createContents: rights.may('create', folder),
    createHierarchy: rights.may('createSubfolder', folder),
    delete: isOwner,
    modify: isOwner,
    read: rights.may('readAny', folder),
  });
}

export function itemRightsNode(
  rights: MailboxRights,
  item: StoredItem,
  folder: Folder,
  version: ExchangeVersion,
): XmlNode {
  return node(rights, version, {
    createContents: false,
    createHierarchy: false,
    delete: rights.mayDelete(item, folder),
    modify: rights.mayChange(item, folder),
    read: rights.sees(item, folder),
  });
}

function node(rights: MailboxRights, version: ExchangeVersion, shown: Shown): XmlNode {
  const flag = (name: string, value: boolean) => textElement(`t:${name}`, String(value));
  return element('t:EffectiveRights', {}, [
    flag('CreateAssociated', shown.createContents),
    flag('CreateContents', shown.createContents),
    flag('CreateHierarchy', shown.createHierarchy),
    flag('Delete', shown.delete),
    flag('Modify', shown.modify),
    flag('Read', shown.read),
    rankOf(version) >= rankOf('Exchange2010') ? flag('ViewPrivateItems', rights.seesPrivateItems) : undefined,
  ]);
}
