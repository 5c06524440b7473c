import type { DescribedFolder } from '../../operations/describe-folders.ts';
import type { Finding } from '../finding.ts';
import { failed, ok, skipped } from '../finding.ts';
import { checkFolders } from '../remedies/of-mailbox.ts';
import type { Scene } from '../scene.ts';
import { missingRight } from './shared-folder.ts';

export async function lookAtContacts(scene: Scene): Promise<Finding> {
  return folderFinding(scene, 'contacts', scene.conversation?.folders[0]);
}

export async function lookAtCalendar(scene: Scene): Promise<Finding> {
  return folderFinding(scene, 'calendar', scene.conversation?.folders[1]);
}

function folderFinding(scene: Scene, step: 'contacts' | 'calendar', folder: DescribedFolder | undefined): Finding {
  const { mailbox } = scene.options;
  if (mailbox === '') return skipped('no_mailbox');
  const missing = missingRight(scene, step, folder);
  if (missing !== null) return missing;
  if (folder?.kind === 'described')
    return folder.items === null
      ? ok(`${step}_opened`, { mailbox })
      : ok(`${step}_readable`, { mailbox, items: folder.items });

  const answer = folder?.code ?? 'response_incomplete';
  const remedies = [checkFolders(mailbox)];
  if (answer === 'ErrorFolderNotFound' || answer === 'ErrorItemNotFound')
    return failed(`${step}_missing`, { mailbox }, remedies);
  if (answer === 'ErrorAccessDenied') return failed(`${step}_denied`, { mailbox }, remedies);
  return failed(`${step}_failed`, { mailbox, answer }, remedies);
}
