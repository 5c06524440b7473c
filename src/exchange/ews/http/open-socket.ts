import type { Socket } from 'node:net';
import { connect as connectTcp, isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
import { connect as connectTls } from 'node:tls';
import type { Deadline } from './deadline.ts';
import { reasonOf } from './deadline.ts';
import { networkError } from './network-errors.ts';
import { verifyCertificate } from './verify-certificate.ts';

export interface ServerAddress {
  readonly url: URL;
  /** `null` for plain HTTP. */
  readonly tls: { readonly roots: SecureContext; readonly certificateSha256: string | null } | null;
}

export interface OpenSocket {
  readonly socket: Socket;
  /** The server's certificate, DER; `null` over plain HTTP. */
  readonly certificate: Uint8Array | null;
}

/**
 * Connects and, over TLS, checks the certificate before anybody can write to the socket.
 * @throws ConnectorError `dns_not_found`, `connection_*`, `tls_*`, `timeout`
 */
export function openSocket(address: ServerAddress, deadline: Deadline): Promise<OpenSocket> {
  const { hostname, protocol } = address.url;
  const host = hostname.replace(/^\[|\]$/g, '');
  const port = Number(address.url.port || (protocol === 'https:' ? 443 : 80));

  return new Promise((resolve, reject) => {
    if (deadline.signal.aborted) return reject(reasonOf(deadline.signal));
    const tls = address.tls;
    const secure =
      tls &&
      connectTls({
        host,
        port,
        // An address may not stand in the server name extension.
        servername: isIP(host) === 0 ? host : '',
        secureContext: tls.roots,
        ALPNProtocols: ['http/1.1'],
        // Verified below: Node's own refusal would not let us name the certificate for a pin.
        rejectUnauthorized: false,
      });
    const socket: Socket = secure ?? connectTcp({ host, port });

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
    socket.once(secure === null ? 'connect' : 'secureConnect', () => {
      let certificate: Uint8Array | null = null;
      try {
        certificate = secure && verifyCertificate(secure, address.url.host, tls?.certificateSha256 ?? null);
      } catch (error) {
        return fail(error);
      }
      socket.setNoDelay(true);
      settle(() => resolve({ socket, certificate }));
    });
  });
}
