import type { SimulatorApplication } from './application.ts';
import { readAssertion } from './json-web-token.ts';
import type { TokenAuthority } from './token-authority.ts';
import { findSecret } from './token-authority.ts';

/** What Entra ID answers in JSON. */
export interface TokenReply {
  readonly status: number;
  readonly content: Readonly<Record<string, unknown>>;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Decides about a request for a token, in the order of Entra ID: tenant, application, proof, scope.
 * @param url the address of this endpoint, which an assertion has to name as its audience
 */
export function answerTokenRequest(
  authority: TokenAuthority,
  tenant: string,
  url: string,
  form: URLSearchParams,
): TokenReply {
  const grant = form.get('grant_type');
  if (!authority.knowsTenant(tenant)) return refusal(400, 'invalid_request', 90_002, `Tenant '${tenant}' not found.`);
  if (grant !== 'client_credentials')
    return refusal(400, 'unsupported_grant_type', 70_003, 'The grant type is not supported.');
  const clientId = form.get('client_id') ?? '';
  const application = authority.find(clientId, tenant);
  if (application === undefined) {
    return refusal(400, 'unauthorized_client', 700_016, `Application '${clientId}' was not found in the directory.`);
  }
  const problem = proofProblem(application, url, form);
  if (problem !== undefined) return problem;
  const scope = form.get('scope') ?? '';
  const resource = scope.endsWith('/.default') ? scope.slice(0, -'/.default'.length) : undefined;
  if (resource === undefined)
    return refusal(400, 'invalid_scope', 1_002_012, 'The scope of client credentials must end in /.default.');
  if (!authority.knowsResource(resource))
    return refusal(400, 'invalid_resource', 500_011, 'The resource principal was not found in the tenant.');
  const { token, seconds } = authority.issue(application, resource);
  return {
    status: 200,
    content: { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds, access_token: token },
  };
}

function proofProblem(application: SimulatorApplication, url: string, form: URLSearchParams): TokenReply | undefined {
  const assertion = form.get('client_assertion');
  if (assertion !== null) {
    if (form.get('client_assertion_type') !== ASSERTION_TYPE)
      return refusal(400, 'invalid_request', 900_144, 'The client assertion type is missing.');
    return assertionProblem(application, url, assertion);
  }
  const shown = form.get('client_secret');
  if (shown === null)
    return refusal(401, 'invalid_client', 7_000_218, 'The request needs client_assertion or client_secret.');
  const secret = findSecret(application, shown);
  if (secret === undefined) return refusal(401, 'invalid_client', 7_000_215, 'Invalid client secret provided.');
  const isOver = secret.endsAt !== undefined && Date.parse(secret.endsAt) <= Date.now();
  return isOver ? refusal(401, 'invalid_client', 7_000_222, 'The client secret keys are expired.') : undefined;
}

function assertionProblem(application: SimulatorApplication, url: string, token: string): TokenReply | undefined {
  const assertion = readAssertion(token, application.certificates ?? []);
  if (assertion.kind === 'malformed') return refusal(401, 'invalid_client', 50_027, 'The assertion is malformed.');
  if (assertion.kind === 'unknownKey')
    return refusal(401, 'invalid_client', 700_027, 'The key was not found by the thumbprint of the certificate.');
  const { aud, iss, sub, exp, nbf, jti } = assertion.claims;
  const now = Date.now() / 1000;
  if (aud !== url) return refusal(401, 'invalid_client', 700_023, 'The audience of the assertion is another.');
  if (iss !== application.clientId || sub !== application.clientId || typeof jti !== 'string')
    return refusal(401, 'invalid_client', 700_021, 'The assertion names another application.');
  const isInTime = Number(exp) > now && Number(exp) <= now + 600 && Number(nbf) <= now;
  return isInTime ? undefined : refusal(401, 'invalid_client', 700_024, 'The assertion is not valid at this time.');
}

function refusal(status: number, error: string, number: number, text: string): TokenReply {
  return {
    status,
    content: { error, error_description: `AADSTS${number}: ${text}`, error_codes: [number] },
  };
}
