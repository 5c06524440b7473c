import { ConnectorError } from '../../../model/index.ts';
import type { MailboxLookup } from '../../diagnosis.ts';
import { isOwnCode } from '../errors/index.ts';
import type { EwsOptions } from '../options.ts';
import { createSoapChannel } from '../soap/index.ts';
import { isVersionError } from '../soap/server-build.ts';
import { findInDirectory } from './find-in-directory.ts';
import { isUnknownMailbox } from './named-mailbox.ts';

/** The newest that tells aliases, and what every server understands. */
const VERSIONS = ['Exchange2010_SP2', 'Exchange2007_SP1'] as const;

/**
 * Asks the directory with the credentials as they are, whatever the access model: a name is looked up before there
 * is a mailbox to act for. A wrong password is tried no more often than by a run. An application is no person and has
 * no mailbox: it asks as whom the typed address names.
 * @throws ConnectorError for what fails before the directory is asked (network, certificate, sign-in) and for a
 * server that asks to wait
 */
export async function lookUpEwsMailbox(options: EwsOptions, typed: string): Promise<MailboxLookup> {
  const asker = askerOf(options, typed);
  if (asker === null) return { kind: 'notTold', code: 'address_needed' };
  // Finding the version out would open the account's own mailbox, which a service account need not have.
  const versions = options.exchangeVersion === 'auto' ? VERSIONS : [options.exchangeVersion];
  let refused: MailboxLookup = { kind: 'unknown' };
  for (const exchangeVersion of versions) {
    const channel = createSoapChannel({ ...options, ...asker, exchangeVersion, maxConnections: 1 });
    try {
      return await findInDirectory(channel, typed);
    } catch (error) {
      if (!(error instanceof ConnectorError) || isOwnCode(error.code)) throw error;
      if (error.disposition === 'backoff' || error.disposition === 'retry') throw error;
      if (error.code === 'mailbox_address_not_primary')
        return { kind: 'found', smtp: String(error.details['primary']) };
      if (asker.access === 'impersonation' && isUnknownMailbox(error.code)) return { kind: 'unknown' };
      refused = { kind: 'notTold', code: error.code };
      if (!isVersionError(error.code)) return refused;
    } finally {
      await channel.close();
    }
  }
  return refused;
}

/** @returns `null` where nobody can be asked as: an application with a name that is no address */
function askerOf({ credentials }: EwsOptions, typed: string): Pick<EwsOptions, 'mailbox' | 'access'> | null {
  if (credentials.kind === 'password') return { mailbox: '', access: 'own' };
  const address = typed.trim().replace(/^(smtp|mailto):/i, '');
  return /^[^@\s]+@[^@\s]+$/.test(address) ? { mailbox: address, access: 'impersonation' } : null;
}
