import { ConnectorError } from '../../../model/index.ts';
import { errorFromResponseCode } from '../errors/index.ts';
import { describeFolders } from '../operations/describe-folders.ts';
import type { SoapChannel } from '../soap/index.ts';
import { assertTold, compareWithNamed, KNOWN_BY } from './named-mailbox.ts';

/**
 * For an account that impersonates by a principal name or a SID: whom it acts as owns the mailbox that was named. The
 * primary address needs no proof, for it is the name. A server that cannot be asked this lets nobody pass: somebody
 * else's mailbox would open with every right in it.
 * @throws ConnectorError `impersonated_another` (disposition `reauth`); a code of the server when nobody has the
 *   address; what concerns the whole request
 */
export async function assertImpersonatedMailbox(channel: SoapChannel, mailbox: string): Promise<void> {
  const opened = await describeFolders(channel, KNOWN_BY, null);
  assertTold(opened);
  const found = await compareWithNamed(channel, mailbox.trim().toLowerCase(), opened);
  if (found.kind === 'own') return;
  if (found.kind === 'unknown') throw errorFromResponseCode(found.code, { details: { mailbox } });
  throw new ConnectorError({
    code: 'impersonated_another',
    disposition: 'reauth',
    message: 'whom the account impersonates is not shown to own the mailbox that is named',
    details: { mailbox },
  });
}
