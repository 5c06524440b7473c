import type { OAuthClient } from '../options.ts';
import { clientAssertion } from './client-assertion.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * What is posted to the token endpoint: the form of Entra ID's second version (`scope`, no `resource`).
 * @throws ConnectorError as `signingKey`
 */
export async function tokenForm({ clientId, scope, proof }: OAuthClient, tokenUrl: URL): Promise<string> {
  const shown =
    proof.kind === 'secret'
      ? { client_secret: proof.secret }
      : {
          client_assertion_type: ASSERTION_TYPE,
          client_assertion: await clientAssertion({ clientId, tokenUrl, ...proof }),
        };
  return new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, scope, ...shown }).toString();
}
