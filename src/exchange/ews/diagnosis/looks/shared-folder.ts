import { KEEPS_OUT } from '../../directory/named-mailbox.ts';
import type { DescribedFolder } from '../../operations/describe-folders.ts';
import type { Finding } from '../finding.ts';
import { failed, warning } from '../finding.ts';
import { accountIdentity } from '../remedies/account.ts';
import { grantFullAccess, raiseFolder, shareFolder, showPrivateItems } from '../remedies/of-rights.ts';
import type { Scene } from '../scene.ts';
import { delegatedIn } from './shared-mailbox.ts';
import { rightsOn } from './shared-rights.ts';

/**
 * The first right that is missing on a folder of somebody else, the gravest first.
 * @returns `null` where none is missing, as far as the server tells
 */
export function missingRight(
  scene: Scene,
  step: 'contacts' | 'calendar',
  folder: DescribedFolder | undefined,
): Finding | null {
  if (scene.conversation?.access !== 'delegateFolders') return null;
  const { mailbox, credentials } = scene.options;
  const details = { mailbox, user: accountIdentity(credentials) };
  const delegated = delegatedIn(scene);
  if (folder?.kind === 'failed' && KEEPS_OUT.has(folder.code))
    return failed(`${step}_not_shared`, details, [shareFolder(delegated, step), grantFullAccess(delegated)]);
  const rights = rightsOn(scene.sharedRights, step);
  if (rights === null) return null;
  const raise = [raiseFolder(delegated, step), grantFullAccess(delegated)];
  if (rights.read === false) return failed(`${step}_not_readable`, details, raise);
  if (rights.create === false)
    return warning(rights.change === false ? `${step}_read_only` : `${step}_no_create`, details, raise);
  if (rights.change === false) return warning(`${step}_no_change`, details, raise);
  if (rights.delete === false) return warning(`${step}_no_delete`, details, raise);
  return rights.viewPrivateItems === false
    ? warning(`${step}_private_hidden`, details, [showPrivateItems(delegated), grantFullAccess(delegated)])
    : null;
}
