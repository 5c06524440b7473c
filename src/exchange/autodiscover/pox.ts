import { ownError } from '../ews/errors/index.ts';
import type { XmlElement } from '../ews/xml/element.ts';
import { childrenOf, childText, findChild, findDescendant } from '../ews/xml/element.ts';
import { xml } from '../ews/xml/write.ts';
import type { AutodiscoverAnswer, EwsUrls } from './answer.ts';

/** "Plain old XML" (MS-OXDSCLI): every Exchange since 2007 speaks it. */
export const POX_PATH = '/autodiscover/autodiscover.xml';

const REQUEST = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const RESPONSE = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

export function writePoxRequest(address: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>${
    xml`<Autodiscover xmlns="${REQUEST}"><Request><EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>${RESPONSE}</AcceptableResponseSchema></Request></Autodiscover>`
      .markup
  }`;
}

/** @throws ConnectorError `autodiscover_unreadable`, `http_server_error` where it asks for patience */
export function readPoxAnswer(root: XmlElement, host: string): AutodiscoverAnswer {
  const response = findDescendant(root, 'Response');
  if (root.name !== 'Autodiscover' || response === undefined) throw unreadable(host);
  const error = findChild(response, 'Error');
  if (error !== undefined) return answerOfError(error, host);
  const account = findChild(response, 'Account');
  if (account === undefined) throw unreadable(host);
  const address = textOf(account, 'RedirectAddr');
  const url = textOf(account, 'RedirectUrl');
  const action = (textOf(account, 'Action') ?? '').toLowerCase();
  if (address !== null && action !== 'redirecturl' && action !== 'settings')
    return { kind: 'redirectAddress', address };
  if (url !== null && action !== 'settings') return { kind: 'redirectUrl', url };
  return { kind: 'settings', urls: urlsOf(account) };
}

/** 500: no such address. 600: the request is none, 601: another provider is wanted; 603 and others: not now. */
function answerOfError(error: XmlElement, host: string): AutodiscoverAnswer {
  const code = textOf(error, 'ErrorCode') ?? '';
  if (code === '500') return { kind: 'addressUnknown' };
  if (code === '600' || code === '601') throw unreadable(host);
  throw ownError('http_server_error', 'Autodiscover answers with an error of its own.', {
    details: { host, status: /^\d{3}$/.test(code) ? Number(code) : 0 },
  });
}

/**
 * `EwsUrl` and `ASUrl` both name EWS; which of the two is there depends on version and type. `EXCH` is for clients
 * inside, `EXPR` for those outside; `EXHTTP` (2013 and later) comes once for each and does not say which is which.
 */
function urlsOf(account: XmlElement): EwsUrls {
  const protocols = childrenOf(account, 'Protocol');
  const of = (type: string) => protocols.filter((protocol) => textOf(protocol, 'Type')?.toUpperCase() === type);
  const web = (place: string) => of('WEB').flatMap((protocol) => childrenOf(findChild(protocol, place), 'Protocol'));
  const urls = (places: readonly XmlElement[]) => [
    ...new Set(['EwsUrl', 'ASUrl'].flatMap((name) => places.map((place) => textOf(place, name)))),
  ];
  const isText = (text: string | null) => text !== null;
  return {
    external: urls([...of('EXPR'), ...web('External'), ...of('EXHTTP')]).filter(isText),
    internal: urls([...of('EXCH'), ...web('Internal')]).filter(isText),
  };
}

function textOf(parent: XmlElement, name: string): string | null {
  const text = childText(parent, name)?.trim();
  return text === undefined || text === '' ? null : text;
}

function unreadable(host: string) {
  return ownError('autodiscover_unreadable', 'What answers does not speak Autodiscover.', { details: { host } });
}
