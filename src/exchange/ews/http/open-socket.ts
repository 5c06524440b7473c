import type { Socket } from 'node:net';
import { connect as connectTcp, isIP } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import { connect as connectTls } from 'node:tls';
import type { Deadline } from './deadline.ts';
import { reasonOf } from './deadline.ts';
import { networkError } from './network-errors.ts';
import { verifyCertificate } from './verify-certificate.ts';

/** Where a name leads, for those who know better than the resolver of the system. */
export type Whereabouts = (url: URL) => { readonly host: string; readonly port: number };

export interface ServerAddress {
  readonly url: URL;
  /** By default what the resolver of the system says. The certificate is checked against `url` all the same. */
  readonly whereabouts?: Whereabouts | undefined;
  /** `null` for plain HTTP. */
  readonly tls: { readonly roots: SecureContext; readonly certificateSha256: string | null } | null;
}

export interface OpenSocket {
  readonly socket: Socket;
  /** The server's certificate, DER; `null` over plain HTTP. */
  readonly certificate: Uint8Array | null;
}

/** For each address of a name but the last. A slow line needs more than the 250 ms of Node. */
const EACH_ADDRESS = { autoSelectFamilyAttemptTimeout: 2_500 } as const;

/**
 * Connects and, over TLS, checks the certificate before anybody can write to the socket.
 * @throws ConnectorError `dns_not_found`, `connection_*`, `tls_*`, `timeout`
 */
export async function openSocket(address: ServerAddress, deadline: Deadline): Promise<OpenSocket> {
  const { socket, secure } = await connectSocket(address, deadline);
  try {
    const pin = address.tls?.certificateSha256 ?? null;
    const certificate = secure && verifyCertificate(secure, address.url.host, pin);
    socket.setNoDelay(true);
    return { socket, certificate };
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    throw networkError(error, address.url.host);
  }
}

/**
 * Connects and, over TLS, shakes hands with whatever certificate the server shows: nothing may be written
 * before `verifyCertificate` has agreed.
 * @throws ConnectorError `dns_not_found`, `connection_*`, `tls_failed`, `tls_too_old`, `timeout`
 */
export function connectSocket(
  address: ServerAddress,
  deadline: Deadline,
): Promise<{ readonly socket: Socket; readonly secure: TLSSocket | null }> {
  const { hostname } = address.url;
  const host = hostname.replace(/^\[|\]$/g, '');
  const at = address.whereabouts?.(address.url) ?? { host, port: portOf(address.url) };

  return new Promise((resolve, reject) => {
    if (deadline.signal.aborted) return reject(reasonOf(deadline.signal));
    const tls = address.tls;
    const secure =
      tls &&
      connectTls({
        ...at,
        // An address may not stand in the server name extension.
        servername: isIP(host) === 0 ? host : '',
        secureContext: tls.roots,
        ALPNProtocols: ['http/1.1'],
        ...EACH_ADDRESS,
        // Verified afterwards: Node's own refusal would not let us name the certificate for a pin.
        rejectUnauthorized: false,
      });
    const socket: Socket = secure ?? connectTcp({ ...at, ...EACH_ADDRESS });

    const settle = (finish: () => void) => {
      deadline.signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
      socket.off('close', onClose);
      finish();
    };
    const fail = (error: unknown) =>
      settle(() => {
        socket.on('error', () => {});
        socket.destroy();
        reject(networkError(error, address.url.host));
      });
    const onAbort = () => fail(reasonOf(deadline.signal));
    const onError = (error: Error) => fail(error);
    const onClose = () => fail(Object.assign(new Error('closed while connecting'), { code: 'ECONNRESET' }));

    deadline.signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('close', onClose);
    socket.once(secure === null ? 'connect' : 'secureConnect', () => settle(() => resolve({ socket, secure })));
  });
}

export function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80));
}
