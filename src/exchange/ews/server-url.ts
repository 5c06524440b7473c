import { isIPv6 } from 'node:net';
import { readAutodiscoverAddress } from './autodiscover-address.ts';
import { ownError } from './errors/index.ts';
import type { EwsOptions } from './options.ts';

const EWS_PATH = '/EWS/Exchange.asmx';

/** Names of Exchange Online, whatever path is typed: passwords are never taken there, applications until EWS ends. */
const EXCHANGE_ONLINE = [
  'office365.com',
  'office365.us',
  'outlook.com',
  'outlook.office.com',
  'onmicrosoft.com',
  'partner.outlook.cn',
  'graph.microsoft.com',
];

/** What else Exchange serves, by the first part of its path: whoever pastes one of these means the server. */
const OTHER_SERVICES =
  /^\/(owa|ecp|autodiscover|mapi|rpc|rpcwithcert|oab|powershell|microsoft-server-activesync|exchange|public|exchweb|api)(\/|$)/i;

/**
 * The full URL for what a person types as the server: a name, an address, with or without port, scheme
 * or path, or the whole URL. A path that already names an `.asmx` is kept letter by letter.
 * `autodiscover:MAIL.DOMAIN` stays what it is: see `autodiscoverAddress`.
 * @param signIn with `oauth` the names of Exchange Online pass
 * @throws ConnectorError `server_url_invalid`, `insecure_http_refused` for `http://` without the switch,
 * `exchange_online_ews_closed`; all disposition `reauth`
 */
export function normaliseServerUrl(
  typed: string,
  allowInsecureHttp: boolean,
  signIn: EwsOptions['signIn'] | 'oauth' = 'auto',
): string {
  const address = readAutodiscoverAddress(withoutWrapping(typed));
  if (address === 'invalid') throw invalid();
  if (address !== null) {
    assertOpen(address.domain, signIn);
    return `autodiscover:${address.domain}${address.trust.length === 0 ? '' : `?trust=${address.trust.join(',')}`}`;
  }
  const url = parse(withoutWrapping(typed));
  if (url.protocol === 'http:' && !allowInsecureHttp) {
    throw ownError('insecure_http_refused', 'Plain http would show the password to the network.', {
      details: { host: url.host },
    });
  }
  assertOpen(url.hostname.replace(/\.$/, ''), signIn);
  return `${url.protocol}//${url.host}${ewsPath(url.pathname)}`;
}

function assertOpen(host: string, signIn: EwsOptions['signIn'] | 'oauth'): void {
  if (signIn === 'oauth' || !isExchangeOnline(host)) return;
  throw ownError('exchange_online_ews_closed', 'Exchange Online takes no passwords for EWS.', { details: { host } });
}

/** @param host lower case, without port */
export function isExchangeOnline(host: string): boolean {
  return EXCHANGE_ONLINE.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** Addresses come out of mails and documents: with brackets and quotes around them, a full stop or a remark behind. */
function withoutWrapping(typed: string): string {
  const bare = typed
    .trim()
    .replace(/^[<"'«“]+/, '')
    .replace(/[>"'»”;,]+$/, '')
    .trim();
  // Only where the first word can be nothing else: of "not a server" none is one.
  const [whole = bare] = /^https?:\/\/[^\s>"'»”]+/i.exec(bare) ?? [];
  return whole;
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
    /^(\[[0-9a-f:.]+\]|[a-z0-9._-]*[a-z0-9][a-z0-9._-]*)$/i.test(url.hostname);
  if (!isUsable) throw invalid();
  return url;
}

function invalid() {
  return ownError('server_url_invalid', 'This is neither a server name nor the address of one.');
}

function ewsPath(path: string): string {
  // Also what would be taken off when the result is typed again.
  const trimmed = path.replace(/[/';,]+$/, '');
  if (trimmed === '' || OTHER_SERVICES.test(trimmed)) return EWS_PATH;
  // The description of the service, and what the test page of the service links to.
  if (/^\/ews(\/(services\.wsdl|messages\.xsd|types\.xsd))?$/i.test(trimmed)) return EWS_PATH;
  const [upToService] = /^.*?\/exchange\.asmx(?=\/)/i.exec(trimmed) ?? [];
  if (upToService !== undefined) return upToService;
  return /\/ews$/i.test(trimmed) ? `${trimmed}/Exchange.asmx` : trimmed;
}
