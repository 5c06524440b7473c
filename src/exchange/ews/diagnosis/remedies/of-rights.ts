import type { EwsOptions } from '../../options.ts';
import type { ServerBuild } from '../../soap/server-build.ts';
import { accountIdentity } from './account.ts';
import { quoted } from './power-shell.ts';
import type { EwsRemedy } from './remedy.ts';
import { remedy } from './remedy.ts';

/** Between whom rights are missing, and on which Exchange: not every version has every command. */
export interface Delegated {
  readonly credentials: EwsOptions['credentials'];
  readonly mailbox: string;
  /** `null` where the server does not tell. */
  readonly build: ServerBuild | null;
}

export type SharedFolder = 'contacts' | 'calendar' | 'deletedItems';

/** Scope and type by which Exchange knows a folder, whatever it is called in the language of the mailbox. */
const FOLDERS = {
  contacts: { type: 'Contacts', share: 'share_contacts', raise: 'raise_contacts' },
  calendar: { type: 'Calendar', share: 'share_calendar', raise: 'raise_calendar' },
  deletedItems: { type: 'DeletedItems', share: 'share_deleted_items', raise: 'raise_deleted_items' },
} as const;

/** For a folder on which the account has no entry yet. */
export function shareFolder(delegated: Delegated, folder: SharedFolder): EwsRemedy {
  const { share } = FOLDERS[folder];
  return folderRemedy(share, delegated, folder, 'Add-MailboxFolderPermission', '-AccessRights Editor');
}

/** For a folder on which the account has an entry of a lower level. */
export function raiseFolder(delegated: Delegated, folder: SharedFolder): EwsRemedy {
  const { raise } = FOLDERS[folder];
  return folderRemedy(raise, delegated, folder, 'Set-MailboxFolderPermission', '-AccessRights Editor');
}

/** The flag hangs on the calendar and counts for the whole mailbox. */
export function showPrivateItems(delegated: Delegated): EwsRemedy {
  const rights = '-AccessRights Editor -SharingPermissionFlags Delegate,CanViewPrivateItems';
  return folderRemedy('show_private_items', delegated, 'calendar', 'Set-MailboxFolderPermission', rights);
}

/** One right instead of many; the only one that also shows folders which nobody has shared. */
export function grantFullAccess({ credentials, mailbox, build }: Delegated): EwsRemedy {
  const user = accountIdentity(credentials);
  // Without it Outlook opens the mailbox for the service account; before Exchange 2013 not every update knows it.
  const autoMapping = build !== null && build.major < 15 ? '' : ' -AutoMapping $false';
  return remedy('grant_full_access', { user, mailbox }, [
    `Add-MailboxPermission -Identity ${quoted(mailbox)} -User ${quoted(user)} -AccessRights FullAccess -InheritanceType All${autoMapping}`,
  ]);
}

export const useImpersonation: EwsRemedy = remedy('use_impersonation');

function folderRemedy(
  code: EwsRemedy['code'],
  { credentials, mailbox, build }: Delegated,
  folder: SharedFolder,
  cmdlet: string,
  rights: string,
): EwsRemedy {
  const user = accountIdentity(credentials);
  // Exchange 2007 has no command for the rights on a folder; its owner sets them in Outlook.
  if (build?.major === 8) return remedy('share_in_outlook', { user, mailbox });
  const { type } = FOLDERS[folder];
  return remedy(code, { user, mailbox }, [
    `Get-MailboxFolderStatistics -Identity ${quoted(mailbox)} -FolderScope ${type} | Where-Object {$_.FolderType -eq '${type}'} | ForEach-Object {${cmdlet} -Identity (${quoted(`${mailbox}:`)} + $_.FolderPath.Replace('/','\\')) -User ${quoted(user)} ${rights}}`,
  ]);
}
