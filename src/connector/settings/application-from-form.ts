import type { ConfigurationProblem } from '../../config/index.ts';
import type { Principal } from '../../people/index.ts';
import { certificatesIn, privateKeyIn } from '../../settings/index.ts';
import type { OAuthApplication, Profile } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';
import { clientSecretIdentity, privateKeyIdentity } from '../secret-identity.ts';
import { assertMayUseStoredSecret } from './another-server.ts';
import type { EnteredApplication } from './entered.ts';
import { sealSecret } from './seal-credentials.ts';
import { problemAt } from './settings-result.ts';

export type ApplicationFromForm =
  | { readonly kind: 'application'; readonly oauth: OAuthApplication | null }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem };

type Proof = Pick<OAuthApplication, 'clientSecret' | 'certificate'>;

/**
 * The application of a profile after a form was sent. What it proves itself with stays when nothing was sent for it;
 * a secret takes the place of a certificate, and the other way round.
 * @param entered `undefined`: the form says nothing of it
 * @param serverUrl to which its tokens will go
 * @throws ConnectorError `secret_needed_for_new_server`
 */
export function applicationFromForm(
  { secrets }: Pick<ConnectorParts, 'secrets'>,
  caller: Principal,
  before: Pick<Profile, 'id' | 'oauth' | 'serverUrl'>,
  entered: EnteredApplication | null | undefined,
  serverUrl: string,
): ApplicationFromForm {
  const { oauth: stored } = before;
  const wanted = entered === undefined ? stored : entered;
  if (wanted === null) return { kind: 'application', oauth: null };
  const { authority, clientId, scope } = wanted;
  const { clientSecret, certificate, privateKey } = entered ?? {};
  if (clientSecret !== undefined && (certificate !== undefined || privateKey !== undefined)) {
    return { kind: 'problem', problem: problemAt('oauth', 'oauth_proof', 'oauth_proof_both') };
  }
  const application = (proof: Proof): ApplicationFromForm => ({
    kind: 'application',
    oauth: { authority, clientId, scope, ...proof },
  });
  if (clientSecret !== undefined) {
    const sealed = sealSecret(clientSecret, stored?.clientSecret ?? null, clientSecretIdentity(before.id), secrets);
    return application({ clientSecret: sealed, certificate: null });
  }
  const pem = certificate === undefined ? stored?.certificate?.pem : certificatesIn(certificate);
  if (privateKey !== undefined) {
    if (pem === undefined) {
      return { kind: 'problem', problem: problemAt('oauth.certificate', 'missing', 'certificate_needed') };
    }
    const identity = privateKeyIdentity(before.id);
    const sealed = sealSecret(privateKeyIn(privateKey), stored?.certificate?.privateKey ?? null, identity, secrets);
    return application({ clientSecret: null, certificate: { pem, privateKey: sealed } });
  }
  if (stored === null || (certificate !== undefined && stored.certificate === null)) {
    const problem =
      certificate === undefined
        ? problemAt('oauth', 'oauth_proof', 'oauth_proof_none')
        : problemAt('oauth.privateKey', 'missing', 'private_key_needed');
    return { kind: 'problem', problem };
  }
  const after = { serverUrl, authority };
  assertMayUseStoredSecret(caller, { serverUrl: before.serverUrl, authority: stored.authority }, after);
  if (pem === undefined || stored.certificate === null) {
    return application({ clientSecret: stored.clientSecret, certificate: null });
  }
  return application({ clientSecret: null, certificate: { pem, privateKey: stored.certificate.privateKey } });
}
