const V2_TOKEN_PATH = '/oauth2/v2.0/token';

/**
 * The token endpoint of an authority as people know it. Microsoft Entra names its tenants
 * (`https://login.microsoftonline.com/TENANT`, with or without the `/v2.0` of its metadata); AD FS has one endpoint below
 * `/adfs`. What ends in `/token` is an endpoint already.
 * @param authority an absolute address
 */
export function tokenUrlOf(authority: string): string {
  const url = new URL(authority);
  const path = url.pathname.replace(/\/+$/, '');
  if (/\/token$/i.test(path)) return `${url.origin}${path}${url.search}`;
  if (/\/adfs(\/oauth2)?$/i.test(path)) return `${url.origin}${path.replace(/\/oauth2$/i, '')}/oauth2/token`;
  return `${url.origin}${path.replace(/\/v2\.0$/i, '')}${V2_TOKEN_PATH}`;
}

/** Whether it can be an authority at all: an address with a tenant or a path, without credentials of its own. */
export function isAuthority(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, username, password, hash } = new URL(text);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && hostname !== '' && pathname !== '/' && username === '' && password === '' && hash === '';
}
