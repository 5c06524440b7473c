import { ownError } from '../ews/errors/index.ts';
import type { XmlElement } from '../ews/xml/element.ts';
import { childrenOf, childText, findDescendant } from '../ews/xml/element.ts';
import { xml } from '../ews/xml/write.ts';
import type { AutodiscoverAnswer } from './answer.ts';

/** Exchange 2010 and later. */
export const SOAP_PATH = '/autodiscover/autodiscover.svc';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const ADDRESSING = 'http://www.w3.org/2005/08/addressing';
const AUTODISCOVER = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';

/** @param url of the service, which stands in the request as well */
export function writeSoapRequest(address: string, url: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>${
    xml`<s:Envelope xmlns:s="${SOAP}" xmlns:wsa="${ADDRESSING}" xmlns:a="${AUTODISCOVER}"><s:Header><a:RequestedServerVersion>Exchange2010</a:RequestedServerVersion><wsa:Action>${AUTODISCOVER}/Autodiscover/GetUserSettings</wsa:Action><wsa:To>${url}</wsa:To></s:Header><s:Body><a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User><a:Mailbox>${address}</a:Mailbox></a:User></a:Users><a:RequestedSettings><a:Setting>InternalEwsUrl</a:Setting><a:Setting>ExternalEwsUrl</a:Setting></a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage></s:Body></s:Envelope>`
      .markup
  }`;
}

/** Codes that say of the address, and not of the service, that something is wrong with it. */
const UNKNOWN_ADDRESS = new Set(['InvalidUser', 'InvalidDomain']);

/** @throws ConnectorError `autodiscover_unreadable`, `http_server_error` where the service is busy or fails */
export function readSoapAnswer(root: XmlElement, host: string): AutodiscoverAnswer {
  const response = findDescendant(root, 'UserResponse');
  const code = (childText(response, 'ErrorCode') ?? errorCodeOf(root)).trim();
  if (response !== undefined && code === 'RedirectAddress') {
    return { kind: 'redirectAddress', address: childText(response, 'RedirectTarget')?.trim() ?? '' };
  }
  if (response !== undefined && code === 'RedirectUrl') {
    return { kind: 'redirectUrl', url: childText(response, 'RedirectTarget')?.trim() ?? '' };
  }
  if (UNKNOWN_ADDRESS.has(code)) return { kind: 'addressUnknown' };
  if (response === undefined || !(code === '' || code === 'NoError')) throw failureOf(root, code, host);
  const settings = childrenOf(findDescendant(response, 'UserSettings'), 'UserSetting');
  const valuesOf = (name: string) =>
    settings
      .filter((setting) => childText(setting, 'Name')?.trim() === name)
      .map((setting) => childText(setting, 'Value')?.trim() ?? '')
      .filter((value) => value !== '');
  return {
    kind: 'settings',
    urls: { external: valuesOf('ExternalEwsUrl'), internal: valuesOf('InternalEwsUrl') },
  };
}

/** Of the answer as a whole. */
function errorCodeOf(root: XmlElement): string {
  return childText(findDescendant(root, 'Response'), 'ErrorCode') ?? '';
}

function failureOf(root: XmlElement, code: string, host: string) {
  const isAutodiscover = root.name === 'Envelope' && (code !== '' || findDescendant(root, 'Fault') !== undefined);
  return isAutodiscover
    ? ownError('http_server_error', 'Autodiscover answers with an error of its own.', { details: { host, status: 0 } })
    : ownError('autodiscover_unreadable', 'What answers does not speak Autodiscover.', { details: { host } });
}
