import type { Folder } from '../state/folder.ts';
import type { StoredItem } from '../state/item.ts';
import { textOf } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { Organisation } from '../state/organisation.ts';
import type { SimulatorUser } from '../users.ts';
import type { Delegation } from './delegation.ts';
import type { Right } from './folder-role.ts';
import { FOLDER_ROLES, RIGHTS } from './folder-role.ts';

/** What one person may do in one mailbox. */
export interface MailboxRights {
  /** `none`: nothing at all is granted. */
  readonly as: 'owner' | 'delegate' | 'none';
  readonly seesPrivateItems: boolean;
  /** PidTagRights as this person would read it. */
  maskOf(folder: Folder): number;
  may(right: Right, folder: Folder): boolean;
  /** Private items do not exist for whom they are hidden from. */
  sees(item: StoredItem, folder: Folder): boolean;
  mayChange(item: StoredItem, folder: Folder): boolean;
  mayDelete(item: StoredItem, folder: Folder): boolean;
}

/** @param actor who works: who signed in, or whom that account impersonates */
export function rightsIn(mailbox: Mailbox, actor: SimulatorUser, organisation: Organisation): MailboxRights {
  if (mailbox.owner.smtp === actor.smtp) return rights('owner', true, () => FOLDER_ROLES.owner, actor);
  const granted = organisation.delegations.of(mailbox.owner.smtp).filter(({ to }) => isOf(to, actor, organisation));
  if (granted.length === 0) return rights('none', false, () => FOLDER_ROLES.none, actor);
  const sees = granted.some(({ fullAccess, viewPrivateItems }) => fullAccess === true || viewPrivateItems === true);
  const mask = (folder: Folder) => granted.reduce((all, one) => all | maskIn(one, mailbox, folder), 0);
  return rights('delegate', sees, mask, actor);
}

function isOf(to: string, actor: SimulatorUser, { directory }: Organisation): boolean {
  return (directory.findByAnyAddress(to) ?? directory.findByLogin(to)) === actor;
}

function maskIn(delegation: Delegation, mailbox: Mailbox, folder: Folder): number {
  if (delegation.fullAccess === true) return FOLDER_ROLES.owner;
  const { folders = {} } = delegation;
  const role = folders[folder.distinguished ?? ''] ?? folders[folder.displayName];
  if (role !== undefined) return FOLDER_ROLES[role];
  const parent = folder.parent === null ? undefined : mailbox.folder(folder.parent);
  // What Exchange makes has rights of its own; what a person makes begins with those of the folder above.
  return folder.distinguished === null && parent !== undefined
    ? maskIn(delegation, mailbox, parent)
    : FOLDER_ROLES.none;
}

function rights(
  as: MailboxRights['as'],
  seesPrivateItems: boolean,
  maskOf: MailboxRights['maskOf'],
  actor: SimulatorUser,
): MailboxRights {
  const may: MailboxRights['may'] = (right, folder) => (maskOf(folder) & RIGHTS[right]) !== 0;
  const own = (item: StoredItem) => item.createdBy === actor.smtp;
  return {
    as,
    seesPrivateItems,
    maskOf,
    may,
    sees: (item, folder) => may('readAny', folder) && (seesPrivateItems || textOf(item, 'Sensitivity') !== 'Private'),
    mayChange: (item, folder) => may('editAny', folder) || (may('editOwned', folder) && own(item)),
    mayDelete: (item, folder) => may('deleteAny', folder) || (may('deleteOwned', folder) && own(item)),
  };
}
