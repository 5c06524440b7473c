import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Fault, FaultInjector } from '../faults/fault.ts';
import type { EventStreams } from '../notifications/event-stream.ts';
import { writeEnvelope } from '../soap/envelope.ts';
import { faultNode, SoapFault } from '../soap/fault.ts';
import type { ExchangeVersion, ServerBuild } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';
import type { Organisation } from '../state/organisation.ts';
import type { SimulatorUser } from '../users.ts';
import type { XmlNode } from '../xml/node.ts';
import type { PreparedRequest } from './ews-request.ts';
import { EwsSwitchedOff, prepareRequest } from './ews-request.ts';
import { readBody } from './read-body.ts';
import type { OpenEntry, RequestLog } from './request-log.ts';

export interface EwsEndpoint {
  readonly organisation: Organisation;
  readonly authenticator: Authenticator;
  readonly server: ExchangeVersion;
  readonly build: ServerBuild;
  /** By which the clock of the server is ahead of the real one. */
  readonly clockSkewMs: number;
  readonly faults: FaultInjector;
  readonly streams: EventStreams;
  readonly log: RequestLog;
  readonly keepsAllPhotos: boolean;
  readonly captureBodies: boolean;
}

/** Smaller answers are not worth compressing. */
const COMPRESS_FROM_BYTES = 2048;
const SERVER_NAME = 'SIMULATOR';

/** One HTTP exchange on the EWS address. */
export async function handleEws(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: EwsEndpoint,
): Promise<void> {
  const entry = endpoint.log.begin(response, null);
  response.setHeader('Date', new Date(Date.now() + endpoint.clockSkewMs).toUTCString());
  // Since Exchange 2013 the front end names itself in every answer.
  if (rankOf(endpoint.server) >= rankOf('Exchange2013')) response.setHeader('X-FEServer', SERVER_NAME);
  const body = await readBody(request);
  const auth = endpoint.authenticator.authenticate(request.headers.authorization, request.socket);
  if (auth.kind === 'refused') {
    const { status = 401, headers = { 'WWW-Authenticate': [...auth.challenges] } } = auth.ofToken ?? {};
    response.writeHead(status, { ...headers, 'Content-Length': 0 }).end();
    return;
  }
  if (body === undefined) return void request.socket.destroy();
  entry.user = auth.user.user;
  entry.signedInWith = auth.scheme;
  repeatRequestId(request, response);
  if (request.method !== 'POST') return sendHtml(response, 200, 'Exchange Web Services');
  if (endpoint.captureBodies) entry.requestBody = body;
  await answer(request, response, endpoint, auth.user, body, entry);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: EwsEndpoint,
  caller: SimulatorUser,
  body: string,
  entry: OpenEntry,
): Promise<void> {
  let prepared: PreparedRequest;
  try {
    prepared = prepareRequest(body, caller, endpoint);
  } catch (error) {
    if (error instanceof EwsSwitchedOff) return void response.writeHead(403, { 'Content-Length': 0 }).end();
    if (!(error instanceof SoapFault)) throw error;
    return sendXml(request, response, 500, faultNode(error), endpoint, undefined, entry);
  }
  entry.operation = prepared.operation;
  entry.mailbox = prepared.smtp;
  entry.requestVersion = prepared.version;
  const fault = endpoint.faults.next(prepared.operation, prepared.smtp);
  if (fault !== undefined && (await failedBefore(fault, request, response, endpoint, entry))) return;
  // The guarantee "no later commit": whoever has hung up by now has changed nothing, and from here on
  // everything happens in this one turn of the event loop.
  if (isGone(request)) return;
  const result = prepared.commit(fault);
  if (fault?.kind === 'drop') return void request.socket.destroy();
  if (fault?.kind === 'delay' && fault.when === 'afterCommit') await sleep(fault.ms);
  if (prepared.stream !== null && fault === undefined) {
    const { subscriptions } = endpoint.organisation;
    return endpoint.streams.run(response, result, prepared.stream, { subscriptions, build: endpoint.build });
  }
  sendXml(request, response, 200, result, endpoint, fault, entry);
}

function isGone({ socket }: IncomingMessage): boolean {
  return socket.destroyed || !socket.writable;
}

/** @returns whether the request is over, nothing of it having happened */
async function failedBefore(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: EwsEndpoint,
  entry: OpenEntry,
): Promise<boolean> {
  switch (fault.kind) {
    case 'drop':
      if (fault.when === 'beforeCommit') request.socket.destroy();
      return fault.when === 'beforeCommit';
    case 'delay':
      if (fault.when === 'beforeCommit') await sleep(fault.ms);
      return false;
    case 'hang':
      return true;
    case 'httpStatus': {
      const retryAfter = fault.retryAfterSeconds;
      response.writeHead(fault.status, retryAfter === undefined ? {} : { 'Retry-After': retryAfter }).end();
      return true;
    }
    case 'htmlPage':
      sendHtml(response, fault.status, 'Please sign in');
      return true;
    case 'soapFault': {
      const details = fault.backOffMs === undefined ? {} : { backOffMs: fault.backOffMs };
      const node = faultNode(new SoapFault(fault.code, 'Injected by a test.', details));
      sendXml(request, response, fault.httpStatus ?? 500, node, endpoint, fault, entry);
      return true;
    }
    default:
      return false;
  }
}

function sendXml(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  node: XmlNode,
  endpoint: EwsEndpoint,
  fault: Fault | undefined,
  entry: OpenEntry,
): void {
  let text = writeEnvelope(node, fault?.kind === 'noServerVersionInfo' ? null : endpoint.build);
  // Into the first text of an element that holds free text.
  if (fault?.kind === 'invalidCharacterReference')
    text = text.replace(/(<t:(?:Subject|GivenName|Body|DisplayName)[^>/]*>)/, '$1&#x1F;');
  if (endpoint.captureBodies) entry.responseBody = text;
  let bytes: Buffer = Buffer.from(text, 'utf8');
  const headers: Record<string, string | number> = { 'Content-Type': 'text/xml; charset=utf-8' };
  if (bytes.length >= COMPRESS_FROM_BYTES && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    bytes = gzipSync(bytes, { level: 1 });
    headers['Content-Encoding'] = 'gzip';
  }
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  if (fault?.kind !== 'truncatedBody') return void response.end(bytes);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy());
}

function sendHtml(response: ServerResponse, status: number, text: string): void {
  const page = `<!DOCTYPE html>\n<html lang="en"><head><title>${text}</title></head><body><h1>${text}</h1></body></html>\n`;
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
}

/** Exchange repeats the client's id when it is asked to. */
function repeatRequestId(request: IncomingMessage, response: ServerResponse): void {
  const id = request.headers['client-request-id'];
  if (typeof id === 'string' && /^true$/i.test(String(request.headers['return-client-request-id']))) {
    response.setHeader('client-request-id', id.replace(/[^\x20-\x7e]/g, ''));
  }
}
