import type { ConnectionStep, ConnectionTrial } from '../diagnosis.ts';
import { CONNECTION_STEPS } from '../diagnosis.ts';
import { diagnoseEws } from '../ews/diagnosis/diagnose-ews.ts';
import type { Finding } from '../ews/diagnosis/finding.ts';
import { failed, ok } from '../ews/diagnosis/finding.ts';
import { accountIdentity } from '../ews/diagnosis/remedies/account.ts';
import { findServerUrl, onPremisesOnly } from '../ews/diagnosis/remedies/of-address.ts';
import { pinCertificate } from '../ews/diagnosis/remedies/of-certificate.ts';
import { findMailbox } from '../ews/diagnosis/remedies/of-mailbox.ts';
import { checkCredentials } from '../ews/diagnosis/remedies/of-sign-in.ts';
import type { EwsOptions } from '../ews/options.ts';
import { discoverEws } from './discover-ews.ts';
import type { Discovery, DiscoveryNetwork, DiscoveryRequest, DiscoveryTrial } from './discovery.ts';
import { discoveryRequestOf } from './discovery-request.ts';
import { acceptHost, publishAutodiscover, setEwsUrl } from './remedies.ts';

/**
 * As `diagnoseEws`, where the address may have to be found first: then the step `address` tells the search, and all
 * that was tried, and the others look at what it found.
 */
export async function* diagnoseExchange(
  options: EwsOptions,
  network: DiscoveryNetwork = {},
): AsyncGenerator<ConnectionStep, void> {
  const request = discoveryRequestOf(options);
  if (request === null) return yield* diagnoseEws(options);
  const startedAt = performance.now();
  const discovery = await discoverEws(request, network);
  const durationMs = Math.round(performance.now() - startedAt);
  yield { step: 'address', ...findingOf(discovery, request, options), tried: discovery.trials.map(shown), durationMs };
  if (discovery.kind === 'found') {
    for await (const step of diagnoseEws({ ...options, url: discovery.url })) if (step.step !== 'address') yield step;
    return;
  }
  const skipped =
    discovery.asksForSignIn !== null && request.credentials === null
      ? { code: 'no_credentials', details: {} }
      : { code: 'earlier_failed', details: { step: 'address' } };
  for (const step of CONNECTION_STEPS.slice(1))
    yield { step, state: 'skipped', ...skipped, remedies: [], durationMs: 0 };
}

function shown({ protocol, target, code, details }: DiscoveryTrial): ConnectionTrial {
  return { protocol, target, code, details };
}

function findingOf(discovery: Discovery, request: DiscoveryRequest, options: EwsOptions): Finding {
  const { domain, mailbox } = request;
  if (discovery.kind === 'found') {
    const { url, toldBy } = discovery;
    return ok('autodiscover_found', { domain, mailbox, url, host: toldBy });
  }
  const { error, asksForSignIn } = discovery;
  if (asksForSignIn !== null && request.credentials === null) {
    return ok('autodiscover_asks_for_sign_in', { domain, host: asksForSignIn });
  }
  const host = String(error.details['host'] ?? domain);
  const elsewise = [publishAutodiscover(domain), findServerUrl];
  switch (error.code) {
    case 'autodiscover_untrusted_host':
      return failed('autodiscover_untrusted_host', { domain, host }, [acceptHost(host, domain), findServerUrl]);
    case 'autodiscover_no_ews_url':
      return failed('autodiscover_no_ews_url', { domain, host }, [setEwsUrl]);
    case 'autodiscover_address_unknown':
      return failed('autodiscover_address_unknown', { domain, host, mailbox }, [findMailbox(mailbox), findServerUrl]);
    case 'autodiscover_in_circles':
      return failed('autodiscover_in_circles', { domain, host }, elsewise);
    case 'exchange_online_ews_closed':
      return failed('exchange_online_ews_closed', { host }, [onPremisesOnly]);
    case 'sign_in_refused':
      return failed('autodiscover_sign_in_refused', { domain, host, user: accountIdentity(options.credentials) }, [
        ...(options.credentials.kind === 'password' ? [checkCredentials(options.credentials)] : []),
        findServerUrl,
      ]);
    default: {
      const { certificateSha256 } = error.details;
      return typeof certificateSha256 === 'string'
        ? failed('autodiscover_certificate_refused', { domain, host, reason: error.code, certificateSha256 }, [
            pinCertificate(certificateSha256),
            findServerUrl,
          ])
        : failed('autodiscover_not_found', { domain }, elsewise);
    }
  }
}
