import { findInDirectory } from '../../directory/find-in-directory.ts';
import { isUnknownMailbox, KEEPS_OUT } from '../../directory/named-mailbox.ts';
import { ownerOfFolders } from '../../directory/shared-mailbox.ts';
import { parseServerBuild } from '../../soap/server-build.ts';
import type { Conversation } from '../conversation.ts';
import type { Finding } from '../finding.ts';
import { failed, ok, warning } from '../finding.ts';
import { accountIdentity } from '../remedies/account.ts';
import { findMailbox, giveAccountAMailbox } from '../remedies/of-mailbox.ts';
import type { Delegated } from '../remedies/of-rights.ts';
import { grantFullAccess, raiseFolder, shareFolder, useImpersonation } from '../remedies/of-rights.ts';
import type { Scene } from '../scene.ts';
import { readSharedRights, rightsOn } from './shared-rights.ts';

export function delegatedIn({ options, conversation }: Scene): Delegated {
  const { credentials, mailbox } = options;
  return { credentials, mailbox, build: parseServerBuild(conversation?.channel.serverBuild ?? '') };
}

/**
 * A mailbox whose folders are shared with the account: what of it opens, and what a run would miss. The looks at the
 * folders go on with what is found here.
 * @returns `null` where the answer is none about delegates
 */
export async function lookAtSharedMailbox(scene: Scene, conversation: Conversation): Promise<Finding | null> {
  const { mailbox, credentials } = scene.options;
  const { channel, folders } = conversation;
  const user = accountIdentity(credentials);
  const delegated = delegatedIn(scene);
  if (conversation.error?.code === 'ErrorMissingEmailAddress')
    return failed('mailbox_delegate_without_mailbox', { mailbox, user }, [
      giveAccountAMailbox(credentials),
      useImpersonation,
    ]);
  if (conversation.error !== null) return null;
  const codes = folders.flatMap((folder) => (folder.kind === 'failed' ? folder.code : []));
  if (codes.some(isUnknownMailbox)) return failed('mailbox_unknown', { mailbox }, [findMailbox(mailbox)]);
  if (codes.length === folders.length)
    return codes.every((code) => KEEPS_OUT.has(code))
      ? failed('mailbox_not_shared', { mailbox, user }, [
          shareFolder(delegated, 'contacts'),
          shareFolder(delegated, 'calendar'),
          grantFullAccess(delegated),
          useImpersonation,
        ])
      : null;
  if ((await ownerOfFolders(channel, folders).catch(() => 'heeded')) === 'ignored')
    return failed('mailbox_owner_ignored', { mailbox, user }, [useImpersonation]);

  scene.sharedRights = await readSharedRights(channel, mailbox);
  const deletedItems = rightsOn(scene.sharedRights, 'deleteditems');
  if (deletedItems === null && scene.sharedRights !== null)
    return warning('mailbox_deleted_items_hidden', { mailbox, user }, [
      shareFolder(delegated, 'deletedItems'),
      grantFullAccess(delegated),
    ]);
  if (deletedItems?.read === false || deletedItems?.create === false)
    return warning('mailbox_deleted_items_closed', { mailbox, user }, [
      raiseFolder(delegated, 'deletedItems'),
      grantFullAccess(delegated),
    ]);
  if (rightsOn(scene.sharedRights, 'msgfolderroot')?.own !== true)
    return warning('mailbox_folders_hidden', { mailbox, user }, [grantFullAccess(delegated), useImpersonation]);
  const looked = await findInDirectory(channel, mailbox).catch(() => null);
  const primary = looked?.kind === 'found' ? looked.smtp : mailbox.toLowerCase();
  return ok('mailbox_shared_opened', { mailbox, primary, user });
}
