import type { ConnectorError } from '../../model/index.ts';
import { ownError } from '../ews/errors/index.ts';

/** What a person can act on, the most telling first. What stands nowhere here is how a search without a server looks. */
const TELLING: readonly string[] = [
  'autodiscover_untrusted_host',
  'sign_in_refused',
  'autodiscover_no_ews_url',
  'autodiscover_address_unknown',
  'exchange_online_ews_closed',
  'insecure_http_refused',
  'autodiscover_in_circles',
  'sign_in_unsupported',
  'sign_in_malformed',
];

/** They speak of Exchange only where a name stands for nothing else: at the domain itself a web site listens. */
const OF_CERTIFICATE: readonly string[] = [
  'tls_ca_invalid',
  'tls_pin_mismatch',
  'tls_untrusted',
  'tls_expired',
  'tls_name_mismatch',
];

/** The one error that speaks for a search that has found nothing. */
export function mostTelling(errors: readonly ConnectorError[], domain: string): ConnectorError {
  for (const code of TELLING) {
    const error = errors.find((candidate) => candidate.code === code);
    if (error !== undefined) return error;
  }
  for (const code of OF_CERTIFICATE) {
    const error = errors.find((candidate) => candidate.code === code && candidate.details['host'] !== domain);
    if (error !== undefined) return error;
  }
  return ownError('autodiscover_not_found', 'Autodiscover of the mail domain names no server.', {
    details: { host: domain, domain },
  });
}
