import type { XmlNode } from '../xml/node.ts';
import { element, serialise } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf, NAMESPACES } from '../xml/read.ts';
import { SoapFault } from './fault.ts';
import type { ExchangeVersion, ServerBuild } from './versions.ts';
import { isExchangeVersion, rankOf } from './versions.ts';

export type ConnectingId = {
  readonly kind: 'PrimarySmtpAddress' | 'SmtpAddress' | 'PrincipalName' | 'SID';
  readonly value: string;
};

export interface RequestEnvelope {
  /** What the client declared; the server's own version when it declared nothing. */
  readonly version: ExchangeVersion;
  readonly impersonated: ConnectingId | null;
  /** `TimeZoneDefinition` of the `TimeZoneContext`. */
  readonly timeZone: ReceivedElement | null;
  /** First child of the body: the operation. */
  readonly operation: ReceivedElement;
}

/** @throws SoapFault */
export function openEnvelope(root: ReceivedElement, server: ExchangeVersion): RequestEnvelope {
  const body = root.name === 's:Envelope' ? childOf(root, 's:Body') : undefined;
  const operation = body?.children[0];
  if (operation === undefined) {
    throw new SoapFault('ErrorSchemaValidation', 'The request failed schema validation: there is no operation.', {
      line: root.line,
      position: root.column,
    });
  }
  const header = childOf(root, 's:Header');
  const zone = childOf(childOf(header, 't:TimeZoneContext'), 't:TimeZoneDefinition');
  return {
    version: declaredVersion(childOf(header, 't:RequestServerVersion'), server),
    impersonated: connectingId(childOf(header, 't:ExchangeImpersonation')),
    timeZone: zone ?? null,
    operation,
  };
}

function declaredVersion(header: ReceivedElement | undefined, server: ExchangeVersion): ExchangeVersion {
  if (header === undefined) return server;
  const wanted = attributeOf(header, 'Version');
  if (!isExchangeVersion(wanted) || rankOf(wanted) > rankOf(server)) {
    throw new SoapFault('ErrorInvalidServerVersion', 'The specified server version is invalid.');
  }
  return wanted;
}

function connectingId(header: ReceivedElement | undefined): ConnectingId | null {
  if (header === undefined) return null;
  const id = childOf(header, 't:ConnectingSID')?.children[0];
  const kind = id?.name.slice(2);
  const known = kind === 'PrimarySmtpAddress' || kind === 'SmtpAddress' || kind === 'PrincipalName' || kind === 'SID';
  if (id === undefined || !known || id.text.trim() === '') {
    throw new SoapFault(
      'ErrorInvalidExchangeImpersonationHeaderData',
      'The ExchangeImpersonation header does not name whom to impersonate.',
    );
  }
  return { kind, value: id.text.trim() };
}

/** @param named how the server names itself; `null` leaves that out */
export function writeEnvelope(body: XmlNode, named: ServerBuild | null): string {
  const envelope = element(
    's:Envelope',
    { 'xmlns:s': NAMESPACES.s, 'xmlns:m': NAMESPACES.m, 'xmlns:t': NAMESPACES.t },
    [named === null ? undefined : element('s:Header', {}, [versionInfo(named)]), element('s:Body', {}, [body])],
  );
  return `<?xml version="1.0" encoding="utf-8"?>${serialise(envelope)}`;
}

/** As Exchange writes each envelope of a stream: with another prefix than anywhere else, or none, and no declaration. */
export function writeStreamedEnvelope(body: XmlNode, named: ServerBuild): string {
  const soap11 = { 'xmlns:soap11': NAMESPACES.s };
  const envelope = element('Envelope', { xmlns: NAMESPACES.s, 'xmlns:m': NAMESPACES.m, 'xmlns:t': NAMESPACES.t }, [
    element('soap11:Header', soap11, [versionInfo(named)]),
    element('soap11:Body', soap11, [body]),
  ]);
  return serialise(envelope);
}

function versionInfo({ build, schema }: ServerBuild): XmlNode {
  const [major, minor, buildMajor, buildMinor] = build;
  return element('t:ServerVersionInfo', {
    MajorVersion: String(major),
    MinorVersion: String(minor),
    MajorBuildNumber: String(buildMajor),
    MinorBuildNumber: String(buildMinor),
    Version: schema ?? undefined,
  });
}
