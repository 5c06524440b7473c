import { isIPv6 } from 'node:net';
import { ownError } from './errors/index.ts';

const EWS_PATH = '/EWS/Exchange.asmx';

/** Exchange Online switched EWS off on 2026-10-01; these names lead there whatever path is typed. */
const EXCHANGE_ONLINE = [
  'office365.com',
  'office365.us',
  'outlook.com',
  'outlook.office.com',
  'onmicrosoft.com',
  'partner.outlook.cn',
  'graph.microsoft.com',
];

/**
 * The full URL for what a person types as the server: a name, an address, with or without port, scheme
 * or path, or the whole URL. A path that already names an `.asmx` is kept letter by letter.
 * @throws ConnectorError `server_url_invalid`, `insecure_http_refused` for `http://` without the switch,
 * `exchange_online_ews_closed`; all disposition `reauth`
 */
export function normaliseServerUrl(typed: string, allowInsecureHttp: boolean): string {
  const url = parse(typed.trim());
  if (url.protocol === 'http:' && !allowInsecureHttp) {
    throw ownError('insecure_http_refused', 'Plain http would show the password to the network.', {
      details: { host: url.host },
    });
  }
  const host = url.hostname.replace(/\.$/, '');
  if (EXCHANGE_ONLINE.some((domain) => host === domain || host.endsWith(`.${domain}`))) {
    throw ownError('exchange_online_ews_closed', 'Exchange Online no longer answers EWS.', { details: { host } });
  }
  return `${url.protocol}//${url.host}${ewsPath(url.pathname)}`;
}

function parse(typed: string): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const address = isIPv6(typed) ? `[${typed}]` : typed;
  const full = hasScheme ? typed : `https://${address}`;
  const url = URL.canParse(full) ? new URL(full) : null;
  const isUsable =
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    url.port !== '0' &&
    /^[^\s@\\]+$/.test(typed) &&
    /[a-z0-9\]]/i.test(url.hostname);
  if (!isUsable) throw ownError('server_url_invalid', 'This is neither a server name nor the address of one.');
  return url;
}

function ewsPath(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  // What stands in the address bar of Outlook on the web and of the admin centre is often pasted.
  if (trimmed === '' || /^\/(owa|ecp)(\/|$)/i.test(trimmed)) return EWS_PATH;
  if (/^\/ews$/i.test(trimmed)) return EWS_PATH;
  return /\/ews$/i.test(trimmed) ? `${trimmed}/Exchange.asmx` : trimmed;
}
