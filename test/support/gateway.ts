import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes back to the client. */
export interface GatewayAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
}

/** One server's way of speaking, as changes to what a real Exchange would get and say. */
export interface Dialect {
  /** A request as the server behind is to see it, or the answer that it never sees it for. */
  readonly request?: (body: string, operation: string, headers: IncomingHttpHeaders) => string | GatewayAnswer;
  readonly answer?: (body: string, operation: string) => string | GatewayAnswer;
}

export interface Gateway {
  readonly url: string;
  /** Names of the operations that came in, oldest first. */
  readonly operations: string[];
  close(): Promise<void>;
}

/** A server in front of another one that speaks like somebody else. Several dialects are spoken one after the other. */
export async function startGateway(behind: string, ...dialects: readonly Dialect[]): Promise<Gateway> {
  const operations: string[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const operation = /<\w+:Body>\s*<\w+:(\w+)/.exec(body)?.[1] ?? '';
    operations.push(operation);
    const answer = await speak(body, operation, request.headers);
    const headers = { 'content-type': 'text/xml; charset=utf-8', ...answer.headers } as Record<string, string>;
    response.writeHead(answer.status ?? 200, headers).end(answer.body);
  };

  const speak = async (body: string, operation: string, headers: IncomingHttpHeaders): Promise<GatewayAnswer> => {
    let passed = body;
    for (const { request: change } of dialects) {
      const changed = change?.(passed, operation, headers) ?? passed;
      if (typeof changed !== 'string') return changed;
      passed = changed;
    }
    let answer = await passOn(behind, passed, headers.authorization);
    for (const { answer: change } of dialects) {
      if (change === undefined || answer.status === 401 || typeof answer.body !== 'string') continue;
      const changed = change(answer.body, operation);
      answer = { ...answer, ...(typeof changed === 'string' ? { body: changed } : changed) };
    }
    return answer;
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/EWS/Exchange.asmx`,
    operations,
    close: () => closed(server),
  };
}

async function passOn(behind: string, body: string, authorization: string | undefined): Promise<GatewayAnswer> {
  const headers = {
    'content-type': 'text/xml; charset=utf-8',
    ...(authorization === undefined ? {} : { authorization }),
  };
  const answer = await fetch(behind, { method: 'POST', body, headers });
  const challenge = answer.headers.get('www-authenticate');
  return {
    status: answer.status,
    headers: challenge === null ? {} : { 'www-authenticate': challenge },
    body: await answer.text(),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** A fault as Exchange sends it. */
export function faultOf(code: string, status = 500): GatewayAnswer {
  return {
    status,
    body: `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:${code}</faultcode><faultstring>No.</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode></detail></s:Fault></s:Body></s:Envelope>`,
  };
}

/** A fault with nothing but SOAP's own code, as servers send it for an operation that they do not have. */
export function bareFault(code = 'Server'): GatewayAnswer {
  return {
    status: 500,
    body: `<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><e:Fault><faultcode>e:${code}</faultcode><faultstring>not implemented</faultstring></e:Fault></e:Body></e:Envelope>`,
  };
}

/** An answer of the operation whose every message is this error. */
export function errorAnswer(operation: string, code: string, count = 1): GatewayAnswer {
  const message = `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>No.</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey></m:${operation}ResponseMessage>`;
  return {
    body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:${operation}Response xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><m:ResponseMessages>${message.repeat(count)}</m:ResponseMessages></m:${operation}Response></s:Body></s:Envelope>`,
  };
}
