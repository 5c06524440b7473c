import type { ServerResponse } from 'node:http';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';

/** `15.2.1544.4` → the header that a server of that build sends. The version name is one that no request may carry. */
export function versionInfo(build: string): string {
  const [major, minor, number, revision] = build.split('.');
  return `<h:ServerVersionInfo xmlns:h="${TYPES}" MajorVersion="${major}" MinorVersion="${minor}" MajorBuildNumber="${number}" MinorBuildNumber="${revision}" Version="V2017_07_11"/>`;
}

export function envelope(body: string, header = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${ENVELOPE}"><soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

/** A response of one operation with one message per code. */
export function response(operation: string, codes: readonly string[], messageXml = ''): string {
  const messages = codes.map(
    (code) =>
      `<q:${operation}ResponseMessage ResponseClass="${code === 'NoError' ? 'Success' : 'Error'}"><q:MessageText>Testo localizzato</q:MessageText><q:ResponseCode>${code}</q:ResponseCode>${messageXml}</q:${operation}ResponseMessage>`,
  );
  return `<q:${operation}Response xmlns:q="${MESSAGES}"><q:ResponseMessages>${messages.join('')}</q:ResponseMessages></q:${operation}Response>`;
}

export function fault(code: string, detail = ''): string {
  return `<soap:Fault><faultcode xmlns:a="${TYPES}">a:${code}</faultcode><faultstring xml:lang="it-IT">Testo localizzato</faultstring><detail><e:ResponseCode xmlns:e="${ERRORS}">${code}</e:ResponseCode><e:Message xmlns:e="${ERRORS}">segreto</e:Message>${detail}</detail></soap:Fault>`;
}

export function messageXml(values: Readonly<Record<string, string>>): string {
  const rows = Object.entries(values).map(([name, value]) => `<t:Value Name="${name}">${value}</t:Value>`);
  return `<t:MessageXml xmlns:t="${TYPES}">${rows.join('')}</t:MessageXml>`;
}

export function sendXml(
  to: ServerResponse,
  document: string,
  status = 200,
  headers: Record<string, string> = {},
): void {
  to.writeHead(status, { 'content-type': 'text/xml; charset=utf-8', ...headers });
  to.end(document);
}

/** Answers the version probe as a server of that build and says whether it was one. */
export function answeredProbe(body: string, to: ServerResponse, build = '15.2.1544.4'): boolean {
  if (!body.includes('msgfolderroot')) return false;
  sendXml(to, envelope(response('GetFolder', ['NoError']), versionInfo(build)));
  return true;
}
