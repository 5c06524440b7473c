import { ConnectorError } from '../../../model/index.ts';
import type { MailboxLookup } from '../../diagnosis.ts';
import { isOwnCode } from '../errors/index.ts';
import type { EwsOptions } from '../options.ts';
import { createSoapChannel } from '../soap/index.ts';
import { isVersionError } from '../soap/server-build.ts';
import { findInDirectory } from './find-in-directory.ts';

/** The newest that tells aliases, and what every server understands. */
const VERSIONS = ['Exchange2010_SP2', 'Exchange2007_SP1'] as const;

/**
 * Asks the directory with the credentials as they are, whatever the access model: a name is looked up before there
 * is a mailbox to act for. A wrong password is tried no more often than by a run.
 * @throws ConnectorError for what fails before the directory is asked (network, certificate, sign-in) and for a
 * server that asks to wait
 */
export async function lookUpEwsMailbox(options: EwsOptions, typed: string): Promise<MailboxLookup> {
  // Finding the version out would open the account's own mailbox, which a service account need not have.
  const versions = options.exchangeVersion === 'auto' ? VERSIONS : [options.exchangeVersion];
  let refused: MailboxLookup = { kind: 'unknown' };
  for (const exchangeVersion of versions) {
    const channel = createSoapChannel({ ...options, mailbox: '', access: 'own', exchangeVersion, maxConnections: 1 });
    try {
      return await findInDirectory(channel, typed);
    } catch (error) {
      if (!(error instanceof ConnectorError) || isOwnCode(error.code)) throw error;
      if (error.disposition === 'backoff' || error.disposition === 'retry') throw error;
      refused = { kind: 'notTold', code: error.code };
      if (!isVersionError(error.code)) return refused;
    } finally {
      await channel.close();
    }
  }
  return refused;
}
