import type { IncomingHttpHeaders, Server } from 'node:http';
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
  readonly requests: string[];
  close(): Promise<void>;
}

/** A server in front of another one that speaks like somebody else. Several dialects are spoken one after the other. */
export async function startGateway(behind: string, ...dialects: readonly Dialect[]): Promise<Gateway> {
  const operations: string[] = [];
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const operation = /<\w+:Body>\s*<\w+:(\w+)/.exec(body)?.[1] ?? '';
    operations.push(operation);
    requests.push(body);
    let answer: string | GatewayAnswer = body;
    let isAnswered = false;
    for (const { request: change } of dialects) {
      if (change === undefined || isAnswered) continue;
      const changed = change(body, operation, request.headers);
      answer = changed;
      if (typeof changed === 'string') body = changed;
      else isAnswered = true;
    }
    if (!isAnswered) {
      const { authorization } = request.headers;
      const passed = await fetch(behind, {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/xml; charset=utf-8', ...(authorization ? { authorization } : {}) },
      });
      const challenge = passed.headers.get('www-authenticate');
      const text = await passed.text();
      answer = { status: passed.status, headers: challenge ? { 'www-authenticate': challenge } : {}, body: text };
      if (passed.status !== 401)
        for (const { answer: change } of dialects) {
          if (change === undefined || typeof answer.body !== 'string') continue;
          const changed: string | GatewayAnswer = change(answer.body, operation);
          answer = typeof changed === 'string' ? { ...answer, body: changed } : { ...answer, ...changed };
        }
    }
    const { status = 200, headers = {}, body: content } = typeof answer === 'string' ? { body: answer } : answer;
    response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8', ...headers } as Record<string, string>);
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/EWS/Exchange.asmx`,
    operations,
    requests,
    close: () => closed(server),
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
