import { readAccountName } from './account-name.ts';

/** `Authorization` for Basic (RFC 7617) with UTF-8, which Exchange expects and its error pages never mention. */
export function basicAuthorization(credentials: {
  readonly user: string;
  readonly domain: string | null;
  readonly password: string;
}): string {
  const { user, domain } = readAccountName(credentials.user, credentials.domain);
  const name = domain === '' ? user : `${domain}\\${user}`;
  return `Basic ${Buffer.from(`${name}:${credentials.password}`, 'utf8').toString('base64')}`;
}
