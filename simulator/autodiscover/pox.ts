import type { XmlNode } from '../xml/node.ts';
import { element, serialise, textElement } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { readXml } from '../xml/read.ts';
import type { AutodiscoverReply, ToldAddresses } from './autodiscover.ts';

const REQUEST = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const RESPONSE = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';
const OUTER = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006';

/** @returns the address that is asked for; `undefined` when this is no request */
export function readPoxRequest(body: string): string | undefined {
  const root = wellFormed(body);
  if (root === undefined || localName(root) !== 'Autodiscover' || root.namespace !== REQUEST) return undefined;
  const request = child(root, 'Request');
  const schema = child(request, 'AcceptableResponseSchema')?.text.trim();
  const address = child(request, 'EMailAddress')?.text.trim();
  return schema === RESPONSE && address !== undefined && address.includes('@') ? address : undefined;
}

export function poxSettings(told: ToldAddresses, displayName: string): string {
  return document(
    element('Response', { xmlns: RESPONSE }, [
      element('User', {}, [textElement('DisplayName', displayName)]),
      element('Account', {}, [
        textElement('AccountType', 'email'),
        textElement('Action', 'settings'),
        protocol('EXCH', told.internal),
        protocol('EXPR', told.external),
      ]),
    ]),
  );
}

export function poxRedirect(reply: Extract<AutodiscoverReply, { kind: 'redirectAddress' | 'redirectUrl' }>): string {
  const target =
    reply.kind === 'redirectAddress'
      ? [textElement('Action', 'redirectAddr'), textElement('RedirectAddr', reply.address)]
      : [textElement('Action', 'redirectUrl'), textElement('RedirectUrl', reply.url)];
  return document(
    element('Response', { xmlns: RESPONSE }, [
      element('Account', {}, [textElement('AccountType', 'email'), ...target]),
    ]),
  );
}

/** Exchange answers errors with status 200. 500: the address is unknown; 600: this was no request. */
export function poxError(code: string): string {
  return document(
    element('Response', {}, [
      element('Error', { Time: '10:11:12.3456789', Id: '2477272013' }, [
        textElement('ErrorCode', code),
        textElement('Message', code === '500' ? "The e-mail address can't be found." : 'Invalid Request'),
        element('DebugData'),
      ]),
    ]),
  );
}

function protocol(type: string, url: string | null): XmlNode | undefined {
  if (url === null) return undefined;
  return element('Protocol', {}, [
    textElement('Type', type),
    textElement('Server', new URL(url).hostname),
    textElement('ASUrl', url),
    textElement('EwsUrl', url),
  ]);
}

function document(response: XmlNode): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${serialise(element('Autodiscover', { xmlns: OUTER }, [response]))}`;
}

export function wellFormed(body: string): ReceivedElement | undefined {
  try {
    return readXml(body);
  } catch {
    return undefined;
  }
}

export function localName({ name }: ReceivedElement): string {
  return name.slice(name.indexOf(':') + 1);
}

export function child(parent: ReceivedElement | undefined, name: string): ReceivedElement | undefined {
  return parent?.children.find((candidate) => localName(candidate) === name);
}
