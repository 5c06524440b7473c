import { ConnectorError } from '../../../model/index.ts';
import { errorFromResponseCode } from '../errors/index.ts';
import type { DescribedFolder } from '../operations/describe-folders.ts';
import { describeFolders } from '../operations/describe-folders.ts';
import { blamesServer } from '../soap/bare-fault.ts';
import type { SoapChannel } from '../soap/index.ts';
import { opensFoldersOfNobody } from './folders-of-nobody.ts';
import type { NamedMailbox } from './named-mailbox.ts';
import { assertTold, compareWithNamed, KNOWN_BY } from './named-mailbox.ts';

/**
 * For an account that impersonates by a principal name or a SID: whom it acts as owns the mailbox that was named. The
 * primary address needs no proof, for it is the name. A server that cannot be asked this lets nobody pass: somebody
 * else's mailbox would open with every right in it.
 * @throws ConnectorError `impersonated_another`, `impersonated_not_told` (disposition `reauth`); a code of the server
 *   when nobody has the address; what concerns the whole request
 */
export async function assertImpersonatedMailbox(channel: SoapChannel, mailbox: string): Promise<void> {
  const opened = await describeFolders(channel, KNOWN_BY, null);
  const found = await lookAtImpersonated(channel, mailbox, opened);
  switch (found.kind) {
    case 'own':
      return;
    case 'unknown':
      throw errorFromResponseCode(found.code, { details: { mailbox } });
    case 'another':
      throw new ConnectorError({
        code: 'impersonated_another',
        disposition: 'reauth',
        message: 'whom the account impersonates owns another mailbox than the one that is named',
        details: { mailbox },
      });
    case 'notTold':
      throw new ConnectorError({
        code: 'impersonated_not_told',
        disposition: 'reauth',
        message: 'the server does not show whose mailbox it opens under a principal name or a SID',
        details: { mailbox },
      });
  }
}

/**
 * What the mailbox of the named address is to whoever is impersonated.
 * @param opened the folders of that person: `KNOWN_BY`
 * @throws ConnectorError for what concerns the whole request, or passes
 */
export async function lookAtImpersonated(
  channel: SoapChannel,
  mailbox: string,
  opened: readonly DescribedFolder[],
): Promise<NamedMailbox> {
  assertTold(opened);
  const found = await compareWithNamed(channel, mailbox.trim().toLowerCase(), opened);
  // Nobody passes without an answer, so the trouble of a moment must not end in a pause either.
  if (found.kind === 'notTold' && found.code !== null && blamesServer(found.code))
    throw errorFromResponseCode(found.code, { level: 'request' });
  if (found.kind === 'own' && (await opensFoldersOfNobody(channel))) return { kind: 'notTold', code: null };
  return found;
}
