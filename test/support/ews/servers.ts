import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';

/** A request that a test server has received, body included. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly socket: Socket;
}

export interface TestServer {
  /** `http(s)://127.0.0.1:PORT/EWS/Exchange.asmx` */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  readonly connectionCount: number;
}

export type Handler = (request: ReceivedRequest, response: ServerResponse) => void;

export function tlsFixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
}

/** A real HTTP server on a free port for the time of the test. `certificate` makes it HTTPS. */
export async function startHttpServer(handler: Handler, certificate?: string): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const listener = async (message: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const request: ReceivedRequest = {
      path: message.url ?? '',
      headers: message.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      socket: message.socket,
    };
    requests.push(request);
    handler(request, response);
  };
  const onRequest = (message: IncomingMessage, response: ServerResponse) => {
    listener(message, response).catch(() => response.destroy());
  };
  const server =
    certificate === undefined
      ? createHttpServer(onRequest)
      : createHttpsServer(
          { cert: tlsFixture(`${certificate}.cert`), key: tlsFixture(`${certificate}.key`) },
          onRequest,
        );
  const listening = await listen(server);
  return {
    ...listening,
    url: listening.url(certificate === undefined ? 'http' : 'https'),
    requests,
    get connectionCount() {
      return listening.sockets.size;
    },
  };
}

/** A server below HTTP: it gets each connection and does what no proper server does. */
export async function startTcpServer(onConnection: (socket: Socket) => void): Promise<Omit<TestServer, 'requests'>> {
  const listening = await listen(createTcpServer(onConnection));
  return {
    ...listening,
    url: listening.url('http'),
    get connectionCount() {
      return listening.sockets.size;
    },
  };
}

/** A server that knows no newer version of TLS. Nobody gets as far as to send it anything. */
export async function startOldTlsServer(version: 'TLSv1' | 'TLSv1.1') {
  const server = createTlsServer({
    cert: tlsFixture('localhost.cert'),
    key: tlsFixture('localhost.key'),
    minVersion: version,
    maxVersion: version,
    // Nothing else is allowed to sign and cipher with what these versions have.
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
  const { port, sockets } = await listen(server);
  return { port, connections: () => sockets.size };
}

async function listen(server: Server) {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  const port = await listenOnNewPort(server);
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return { port, sockets, url: (scheme: string) => `${scheme}://127.0.0.1:${port}/EWS/Exchange.asmx` };
}

const usedPorts = new Set<number>();

/** Another one each time: what a server is remembered for, like a refused password, is remembered of its address. */
async function listenOnNewPort(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  if (!usedPorts.has(port)) {
    usedPorts.add(port);
    return port;
  }
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return listenOnNewPort(server);
}
