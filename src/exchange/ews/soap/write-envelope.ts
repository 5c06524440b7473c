import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import type { RequestVersion } from './channel.ts';
import { isAtLeast } from './channel.ts';
import { MESSAGES, SOAP, TYPES } from './namespaces.ts';

/**
 * The whole message for one body. Times are asked for in UTC where the server listens (2007 ignores the
 * context and its schema does not know it).
 * @param impersonate primary SMTP address to act as, `null` to act as the account itself
 */
export function writeEnvelope(body: Xml, version: RequestVersion, impersonate: string | null): string {
  const impersonation =
    impersonate === null
      ? null
      : xml`<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${impersonate}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`;
  const timeZone = isAtLeast(version, 'Exchange2010')
    ? xml`<t:TimeZoneContext><t:TimeZoneDefinition Id="UTC"/></t:TimeZoneContext>`
    : null;
  const envelope = xml`<s:Envelope xmlns:s="${SOAP}" xmlns:m="${MESSAGES}" xmlns:t="${TYPES}"><s:Header><t:RequestServerVersion Version="${version}"/>${impersonation}${timeZone}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
  return `<?xml version="1.0" encoding="utf-8"?>${envelope.markup}`;
}
