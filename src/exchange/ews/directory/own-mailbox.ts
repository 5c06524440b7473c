import { ConnectorError } from '../../../model/index.ts';
import { errorFromResponseCode } from '../errors/index.ts';
import { describeFolders } from '../operations/describe-folders.ts';
import type { EwsOptions } from '../options.ts';
import type { SoapChannel } from '../soap/index.ts';
import { createSoapChannel } from '../soap/index.ts';
import { assertTold, compareWithNamed, KNOWN_BY } from './named-mailbox.ts';

/**
 * For an account that signs in for itself: the mailbox that opens is the one that was named. A server that cannot be
 * asked this lets it pass.
 * @throws ConnectorError `mailbox_not_own` (disposition `reauth`); a code of the server when nobody has the address;
 *   what concerns the whole request
 */
export async function assertOwnMailbox(channel: SoapChannel, mailbox: string): Promise<void> {
  const named = mailbox.trim().toLowerCase();
  const own = await describeFolders(channel, KNOWN_BY, null);
  assertTold(own);
  const found = await compareWithNamed(channel, named, own);
  if (found.kind === 'unknown') throw errorFromResponseCode(found.code, { details: { mailbox: named } });
  if (found.kind !== 'another') return;
  throw new ConnectorError({
    code: 'mailbox_not_own',
    disposition: 'reauth',
    message: 'the credentials open another mailbox than the one that is named',
    details: { mailbox: named },
  });
}

/** The same over a connection of its own, for who is about to name a mailbox. @throws ConnectorError as there */
export async function assertEwsMailboxIsOwn(options: EwsOptions): Promise<void> {
  const channel = createSoapChannel({ ...options, access: 'own', maxConnections: 1 });
  try {
    await assertOwnMailbox(channel, options.mailbox);
  } finally {
    await channel.close();
  }
}
