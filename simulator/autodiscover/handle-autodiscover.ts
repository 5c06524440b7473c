import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EwsEndpoint } from '../server/ews-endpoint.ts';
import { readBody } from '../server/read-body.ts';
import type { SimulatorUser } from '../users.ts';
import type { Autodiscover, AutodiscoverProtocol, AutodiscoverReply } from './autodiscover.ts';
import { jsonError, jsonSettings, readJsonRequest } from './json.ts';
import { poxError, poxRedirect, poxSettings, readPoxRequest } from './pox.ts';
import { readSoapRequest, soapError, soapFault, soapRedirect, soapSettings } from './soap.ts';

const XML = 'text/xml; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

type Endpoint = Pick<EwsEndpoint, 'organisation' | 'authenticator' | 'log' | 'build'> & {
  readonly autodiscover: Autodiscover;
};

/** @returns the protocol that listens under this path */
export function autodiscoverProtocol(pathname: string): AutodiscoverProtocol | undefined {
  const [, name] = /^\/autodiscover\/autodiscover\.(xml|svc|json)(\/|$)/i.exec(pathname) ?? [];
  if (name === undefined) return undefined;
  return ({ xml: 'pox', svc: 'soap', json: 'json' } as const)[name.toLowerCase() as 'xml' | 'svc' | 'json'];
}

/** One HTTP exchange with the Autodiscover service. */
export async function handleAutodiscover(
  protocol: AutodiscoverProtocol,
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: Endpoint,
): Promise<void> {
  const entry = endpoint.log.begin(response, `Autodiscover.${protocol}`);
  const body = await readBody(request);
  if (body === undefined) return void request.socket.destroy();
  if (!endpoint.autodiscover.speaks(protocol)) return void response.writeHead(404, { 'Content-Length': 0 }).end();
  const asked = addressIn(protocol, request, body);
  const reply = endpoint.autodiscover.replyFor(protocol, asked ?? '');
  if (reply !== undefined && answeredAtOnce(reply, response)) return;
  if (protocol === 'json') return answerJson(request, response, endpoint, reply);
  const auth = endpoint.authenticator.authenticate(request.headers.authorization, request.socket);
  if (auth.kind !== 'user') {
    response.writeHead(401, { 'WWW-Authenticate': [...auth.challenges], 'Content-Length': 0 }).end();
    return;
  }
  entry.user = auth.user.user;
  entry.signedInWith = auth.scheme;
  entry.mailbox = asked ?? null;
  if (request.method !== 'POST') return send(response, 200, XML, poxError('600'));
  if (protocol === 'pox') return answerPox(request, response, endpoint, asked, reply);
  answerSoap(response, endpoint, body, reply);
}

function answerPox(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: Endpoint,
  asked: string | undefined,
  reply: AutodiscoverReply | undefined,
): void {
  const isXml = /^text\/xml/i.test(request.headers['content-type'] ?? '');
  if (asked === undefined || !isXml) return send(response, 200, XML, poxError('600'));
  if (reply?.kind === 'redirectAddress' || reply?.kind === 'redirectUrl')
    return send(response, 200, XML, poxRedirect(reply));
  if (reply?.kind === 'error') return send(response, 200, XML, poxError(reply.code));
  const owner = ownerOf(asked, endpoint);
  if (owner === undefined) return send(response, 200, XML, poxError('500'));
  send(response, 200, XML, poxSettings(endpoint.autodiscover.told, owner.displayName));
}

function answerSoap(
  response: ServerResponse,
  endpoint: Endpoint,
  body: string,
  reply: AutodiscoverReply | undefined,
): void {
  const asked = readSoapRequest(body);
  if (asked === undefined) return send(response, 500, XML, soapFault());
  if (reply?.kind === 'redirectAddress' || reply?.kind === 'redirectUrl')
    return send(response, 200, XML, soapRedirect(reply, endpoint.build));
  if (reply?.kind === 'error') return send(response, 200, XML, soapError(reply.code, endpoint.build));
  if (ownerOf(asked.address, endpoint) === undefined)
    return send(response, 200, XML, soapError('InvalidUser', endpoint.build));
  send(response, 200, XML, soapSettings(endpoint.autodiscover.told, asked, endpoint.build));
}

function answerJson(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: Endpoint,
  reply: AutodiscoverReply | undefined,
): void {
  const asked = readJsonRequest(urlOf(request));
  if (asked === undefined) return send(response, 400, JSON_TYPE, jsonError('InvalidRequest'));
  if (asked.protocol.toLowerCase() !== 'ews') return send(response, 400, JSON_TYPE, jsonError('InvalidProtocol'));
  if (reply?.kind === 'error') return send(response, 404, JSON_TYPE, jsonError(reply.code));
  const { told } = endpoint.autodiscover;
  const isKnown = ownerOf(asked.address, endpoint) !== undefined && (told.external ?? told.internal) !== null;
  if (!isKnown) return send(response, 404, JSON_TYPE, jsonError('UserNotFound'));
  send(response, 200, JSON_TYPE, jsonSettings(told));
}

/** What is answered before anybody is asked who is there. */
function answeredAtOnce(reply: AutodiscoverReply, response: ServerResponse): boolean {
  switch (reply.kind) {
    case 'httpRedirect':
      response.writeHead(reply.status ?? 302, { Location: reply.location, 'Content-Length': 0 }).end();
      return true;
    case 'httpStatus':
      response.writeHead(reply.status, { 'Content-Length': 0 }).end();
      return true;
    case 'page':
      send(response, 200, 'text/html; charset=utf-8', '<!DOCTYPE html>\n<html><body>Welcome</body></html>\n');
      return true;
    case 'body':
      send(response, 200, reply.contentType, reply.body);
      return true;
    case 'hang':
      return true;
    default:
      return false;
  }
}

function addressIn(protocol: AutodiscoverProtocol, request: IncomingMessage, body: string): string | undefined {
  switch (protocol) {
    case 'pox':
      return readPoxRequest(body);
    case 'soap':
      return readSoapRequest(body)?.address;
    case 'json':
      return readJsonRequest(urlOf(request))?.address;
  }
}

function ownerOf(address: string, { organisation }: Endpoint): SimulatorUser | undefined {
  const owner = organisation.directory.findByAnyAddress(address);
  return owner?.hasMailbox === false ? undefined : owner;
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://simulator');
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': bytes.length }).end(bytes);
}
