import type { Impersonated } from '../options.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import type { RequestVersion } from './channel.ts';
import { isAtLeast } from './channel.ts';
import { MESSAGES, SOAP, TYPES } from './namespaces.ts';

/**
 * The whole message for one body. Times are asked for in UTC where the server listens (2007 ignores the
 * context and its schema does not know it).
 * @param impersonate whom to act as, `null` to act as the account itself
 */
export function writeEnvelope(body: Xml, version: RequestVersion, impersonate: Impersonated | null): string {
  const impersonation =
    impersonate === null
      ? null
      : xml`<t:ExchangeImpersonation><t:ConnectingSID>${connectingId(impersonate)}</t:ConnectingSID></t:ExchangeImpersonation>`;
  const timeZone = isAtLeast(version, 'Exchange2010')
    ? xml`<t:TimeZoneContext><t:TimeZoneDefinition Id="UTC"/></t:TimeZoneContext>`
    : null;
  const envelope = xml`<s:Envelope xmlns:s="${SOAP}" xmlns:m="${MESSAGES}" xmlns:t="${TYPES}"><s:Header><t:RequestServerVersion Version="${version}"/>${impersonation}${timeZone}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
  return `<?xml version="1.0" encoding="utf-8"?>${envelope.markup}`;
}

/** The schema of 2007 takes several at once, the later ones exactly one. */
function connectingId({ kind, value }: Impersonated): Xml {
  switch (kind) {
    case 'primarySmtp':
      return xml`<t:PrimarySmtpAddress>${value}</t:PrimarySmtpAddress>`;
    case 'principalName':
      return xml`<t:PrincipalName>${value}</t:PrincipalName>`;
    case 'sid':
      return xml`<t:SID>${value}</t:SID>`;
  }
}
