import type { CertificateFacts } from '../../settings/index.ts';
import { certificateFacts } from '../../settings/index.ts';
import type { OAuthApplication } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';
import { clientSecretIdentity, privateKeyIdentity } from '../secret-identity.ts';
import type { SecretView } from './credentials-view.ts';
import { secretView } from './credentials-view.ts';

/** An application as administrators see it: that there is a secret or a key, never either of them. */
export interface ApplicationView extends Pick<OAuthApplication, 'authority' | 'clientId' | 'scope'> {
  readonly clientSecret: SecretView | null;
  readonly certificate: ClientCertificateView | null;
  readonly privateKey: SecretView | null;
}

/** `facts`: `null` where a stored certificate cannot be read any more. */
export interface ClientCertificateView {
  readonly pem: string;
  readonly facts: CertificateFacts | null;
}

export function applicationView(
  parts: Pick<ConnectorParts, 'secrets'>,
  { authority, clientId, scope, clientSecret, certificate }: OAuthApplication,
  profileId: string,
): ApplicationView {
  return {
    authority,
    clientId,
    scope,
    clientSecret: clientSecret && secretView(parts, clientSecret, clientSecretIdentity(profileId)),
    certificate: certificate && { pem: certificate.pem, facts: certificateFacts(certificate.pem) },
    privateKey: certificate && secretView(parts, certificate.privateKey, privateKeyIdentity(profileId)),
  };
}
