import type { ConnectorError } from '../../../model/index.ts';
import { ownError } from '../errors/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { findChild } from '../xml/element.ts';
import { faultError } from './fault.ts';
import type { ServerBuild } from './server-build.ts';
import { readServerBuild } from './server-build.ts';

/** What a SOAP message says, whatever its HTTP status was: Exchange sends faults with 200 and with 500. */
export type SoapAnswer = { readonly serverBuild: ServerBuild | null } & (
  | { readonly kind: 'response'; readonly content: XmlElement }
  | { readonly kind: 'fault'; readonly error: ConnectorError }
);

/** @throws ConnectorError `response_empty` for an envelope without content */
export function readEnvelope(envelope: XmlElement): SoapAnswer {
  const serverBuild = readServerBuild(findChild(envelope, 'Header'));
  const content = contentOf(findChild(envelope, 'Body'));
  if (content === undefined) throw ownError('response_empty', 'The SOAP body is empty.');
  return content.name === 'Fault'
    ? { kind: 'fault', serverBuild, error: faultError(content) }
    : { kind: 'response', serverBuild, content };
}

/** Exchange puts one element into the body. Others put their messages there side by side, or something before it. */
function contentOf(body: XmlElement | undefined): XmlElement | undefined {
  const told = body?.children.find(({ name }) => name === 'Fault' || name.endsWith('Response'));
  const first = told ?? body?.children[0];
  return first?.name.endsWith('ResponseMessage') ? body : first;
}
