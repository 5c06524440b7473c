import type { ServerBuild } from '../soap/versions.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, serialise, textElement } from '../xml/node.ts';
import type { AutodiscoverReply, ToldAddresses } from './autodiscover.ts';
import { child, localName, wellFormed } from './pox.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const ADDRESSING = 'http://www.w3.org/2005/08/addressing';
const AUTODISCOVER = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
const ACTION = `${AUTODISCOVER}/Autodiscover/GetUserSettings`;
const VERSIONS = [
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
];

export interface SoapRequest {
  readonly address: string;
  /** Names of the settings that are asked for. */
  readonly settings: readonly string[];
}

/** @returns `undefined` for what the service would answer with a fault */
export function readSoapRequest(body: string): SoapRequest | undefined {
  const root = wellFormed(body);
  if (root === undefined || localName(root) !== 'Envelope' || root.namespace !== SOAP) return undefined;
  const header = child(root, 'Header');
  const action = child(header, 'Action');
  const version = child(header, 'RequestedServerVersion');
  const isAddressed = action?.namespace === ADDRESSING && action.text.trim() === ACTION;
  if (!isAddressed || version?.namespace !== AUTODISCOVER || !VERSIONS.includes(version.text.trim())) return undefined;
  const request = child(child(child(root, 'Body'), 'GetUserSettingsRequestMessage'), 'Request');
  const address = child(child(child(request, 'Users'), 'User'), 'Mailbox')?.text.trim();
  const settings = child(request, 'RequestedSettings')?.children.map(({ text }) => text.trim()) ?? [];
  return address === undefined || settings.length === 0 ? undefined : { address, settings };
}

export function soapSettings(told: ToldAddresses, { settings }: SoapRequest, server: ServerBuild): string {
  const values = [
    ['InternalEwsUrl', told.internal],
    ['ExternalEwsUrl', told.external],
  ] as const;
  const shown = values.filter(([name, value]) => value !== null && settings.includes(name));
  return userResponse(server, [
    textElement('ErrorCode', 'NoError'),
    textElement('ErrorMessage', 'No error.'),
    element('RedirectTarget', { 'i:nil': 'true' }),
    element(
      'UserSettings',
      {},
      shown.map(([name, value]) =>
        element('UserSetting', { 'i:type': 'StringSetting' }, [
          textElement('Name', name),
          textElement('Value', value ?? ''),
        ]),
      ),
    ),
  ]);
}

export function soapRedirect(
  reply: Extract<AutodiscoverReply, { kind: 'redirectAddress' | 'redirectUrl' }>,
  server: ServerBuild,
): string {
  const [code, target] =
    reply.kind === 'redirectAddress' ? ['RedirectAddress', reply.address] : ['RedirectUrl', reply.url];
  return userResponse(server, [
    textElement('ErrorCode', code),
    textElement('ErrorMessage', 'Redirected.'),
    textElement('RedirectTarget', target),
    element('UserSettings'),
  ]);
}

/** `InvalidUser` and its like stand at the user, what is wrong with the service at the answer as a whole. */
export function soapError(code: string, server: ServerBuild): string {
  if (code === 'InvalidUser' || code === 'InvalidDomain') {
    return userResponse(server, [textElement('ErrorCode', code), textElement('ErrorMessage', 'Not found.')]);
  }
  return envelope(
    server,
    element('Response', { 'xmlns:i': 'http://www.w3.org/2001/XMLSchema-instance' }, [
      textElement('ErrorCode', code),
      textElement('ErrorMessage', 'Injected by a test.'),
    ]),
  );
}

export function soapFault(): string {
  return `<s:Envelope xmlns:s="${SOAP}"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>The request is not valid.</faultstring></s:Fault></s:Body></s:Envelope>`;
}

function userResponse(server: ServerBuild, content: readonly XmlNode[]): string {
  return envelope(
    server,
    element('Response', { 'xmlns:i': 'http://www.w3.org/2001/XMLSchema-instance' }, [
      textElement('ErrorCode', 'NoError'),
      textElement('ErrorMessage', ''),
      element('UserResponses', {}, [element('UserResponse', {}, content)]),
    ]),
  );
}

function envelope({ build, schema }: ServerBuild, response: XmlNode): string {
  const names = ['h:MajorVersion', 'h:MinorVersion', 'h:MajorBuildNumber', 'h:MinorBuildNumber'];
  const version = element('h:ServerVersionInfo', { 'xmlns:h': AUTODISCOVER }, [
    ...names.map((name, index) => textElement(name, String(build[index]))),
    textElement('h:Version', schema ?? ''),
  ]);
  return serialise(
    element('s:Envelope', { 'xmlns:s': SOAP, 'xmlns:a': ADDRESSING }, [
      element('s:Header', {}, [textElement('a:Action', `${ACTION}Response`), version]),
      element('s:Body', {}, [element('GetUserSettingsResponseMessage', { xmlns: AUTODISCOVER }, [response])]),
    ]),
  );
}
