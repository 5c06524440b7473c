export { type ApplicationSecret, DEFAULT_TENANT, readApplications, type SimulatorApplication } from './application.ts';
export { bearerChallenge, bearerRefusal } from './bearer-check.ts';
export { callerOf, TokenAuthority } from './token-authority.ts';
export { isTokenPath, TokenEndpoint, type TokenFault } from './token-endpoint.ts';
