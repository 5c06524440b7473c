import { ConnectorError } from '../../../model/index.ts';

/**
 * `ErrorNonPrimarySmtpAddress` of a server that tells the right address, as a code whose sentence names it.
 * @returns `null` for any other error, and where the address is not told
 */
export function withPrimaryAddress({ code, message, details }: ConnectorError): ConnectorError | null {
  const primary = String(details['primary'] ?? '').toLowerCase();
  if (code !== 'ErrorNonPrimarySmtpAddress' || !primary.includes('@')) return null;
  return new ConnectorError({
    code: 'mailbox_address_not_primary',
    disposition: 'reauth',
    message,
    details: { ...details, primary },
  });
}
