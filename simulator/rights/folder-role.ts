/** Bits of PidTagRights (MS-OXCFOLD, MS-OXCPERM 2.2.7): what one account may do with a folder. */
export const RIGHTS = {
  readAny: 0x1,
  create: 0x2,
  editOwned: 0x8,
  deleteOwned: 0x10,
  editAny: 0x20,
  deleteAny: 0x40,
  createSubfolder: 0x80,
  owner: 0x100,
  contact: 0x200,
  visible: 0x400,
} as const;

export type Right = keyof typeof RIGHTS;

/** The levels that Outlook and `Add-MailboxFolderPermission` offer by name. */
export const FOLDER_ROLES = {
  none: 0,
  folderVisible: maskOf('visible'),
  contributor: maskOf('visible', 'create'),
  reviewer: maskOf('visible', 'readAny'),
  author: maskOf('visible', 'readAny', 'create', 'editOwned', 'deleteOwned'),
  editor: maskOf('visible', 'readAny', 'create', 'editOwned', 'deleteOwned', 'editAny', 'deleteAny'),
  owner: Object.values(RIGHTS).reduce((mask, bit) => mask | bit, 0),
} as const;

export type FolderRole = keyof typeof FOLDER_ROLES;

export function isFolderRole(text: string): text is FolderRole {
  return Object.hasOwn(FOLDER_ROLES, text);
}

function maskOf(...rights: readonly Right[]): number {
  return rights.reduce((mask, right) => mask | RIGHTS[right], 0);
}
