import { clientCertificateFault } from '../settings/client-certificate.ts';
import type { ConfiguredProfile, PlainOAuth } from './configuration.ts';
import type { ConfigurationProblem } from './problem.ts';

/** What is wrong between the way in of a profile and its other settings. @param path of the profile */
export function oauthProblems(
  { signIn, oauth, delegate, serverUrl }: ConfiguredProfile,
  path: string,
): ConfigurationProblem[] {
  const fault = (
    field: string,
    code: ConfigurationProblem['code'],
    sentence: ConfigurationProblem['sentence'],
  ): ConfigurationProblem => ({ path: `${path}.${field}`, code, sentence, params: {} });

  if (signIn !== 'oauth') return oauth === null ? [] : [fault('oauth', 'oauth_not_allowed', 'oauth_not_used')];
  const problems: ConfigurationProblem[] = [];
  if (delegate !== null) problems.push(fault('delegate', 'delegate_not_allowed', 'delegate_not_with_oauth'));
  // A token opens all mailboxes to whoever reads it on the way.
  if (isPlain(serverUrl)) problems.push(fault('serverUrl', 'oauth_needs_https', 'oauth_needs_https'));
  if (oauth === null) return [...problems, fault('oauth', 'missing', 'oauth_needed')];
  if (isPlain(oauth.authority)) problems.push(fault('oauth.authority', 'oauth_needs_https', 'oauth_needs_https'));
  return [...problems, ...proofProblems(oauth, `${path}.oauth`)];
}

function isPlain(address: string): boolean {
  return /^http:/i.test(address);
}

/** A secret or a certificate with its key. Not one of these is ever part of a problem. */
function proofProblems({ clientSecret, certificate, privateKey }: PlainOAuth, path: string): ConfigurationProblem[] {
  const hasCertificate = certificate !== undefined || privateKey !== undefined;
  if (clientSecret !== undefined && hasCertificate) {
    return [{ path, code: 'oauth_proof', sentence: 'oauth_proof_both', params: {} }];
  }
  if (clientSecret !== undefined) return [];
  if (!hasCertificate) return [{ path, code: 'oauth_proof', sentence: 'oauth_proof_none', params: {} }];
  if (certificate === undefined) {
    return [{ path: `${path}.certificate`, code: 'missing', sentence: 'certificate_needed', params: {} }];
  }
  if (privateKey === undefined) {
    return [{ path: `${path}.privateKey`, code: 'missing', sentence: 'private_key_needed', params: {} }];
  }
  const fault = certificate === null ? null : clientCertificateFault(certificate, privateKey);
  if (fault === null) return [];
  const field = fault === 'certificate_unreadable' ? 'certificate' : 'privateKey';
  return [{ path: `${path}.${field}`, code: 'client_certificate', sentence: fault, params: {} }];
}
