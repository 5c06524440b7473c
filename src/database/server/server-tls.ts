import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { ConnectorError } from '../../model/index.ts';
import type { ServerAddress } from './server-address.ts';
import { isSocket, nameOf } from './server-address.ts';
import { tlsRefused, unreachable } from './server-error.ts';

/** The first message of a client that would like TLS: its length and a number that is no version. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const OFFERED = 'S'.charCodeAt(0);

/**
 * How to connect: `false` without TLS.
 * @throws ConnectorError `database_tls_refused` where it is wanted and not offered, `database_unreachable`, `file_unreadable`
 */
export async function tlsOptions(address: ServerAddress): Promise<ConnectionOptions | false> {
  const { mode, rootCertificateFile, certificateFile, keyFile } = address.tls;
  // libpq neither encrypts what never leaves the machine.
  if (mode === 'disable' || isSocket(address.host)) return false;
  if (!(await offersTls(address))) {
    if (mode === 'prefer') return false;
    throw tlsRefused(nameOf(address), 'not_offered');
  }
  const own = {
    ...(certificateFile === null ? {} : { cert: pem(certificateFile) }),
    ...(keyFile === null ? {} : { key: pem(keyFile) }),
  };
  const authorities = rootCertificateFile === null ? {} : { ca: pem(rootCertificateFile) };
  if (mode === 'verify-full') return { ...own, ...authorities, rejectUnauthorized: true };
  // As libpq: with a file of authorities at hand, `require` looks at the certificate too.
  if (mode === 'verify-ca' || (mode === 'require' && rootCertificateFile !== null))
    return { ...own, ...authorities, rejectUnauthorized: true, checkServerIdentity: () => undefined };
  return { ...own, rejectUnauthorized: false };
}

function offersTls(address: ServerAddress): Promise<boolean> {
  const server = nameOf(address);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address.host, port: address.port });
    socket.setTimeout(address.connectTimeoutMs, () => socket.destroy(unreachable(server, 'silent')));
    socket.once('connect', () => socket.write(SSL_REQUEST));
    socket.once('data', (answer) => {
      resolve(answer[0] === OFFERED);
      socket.destroy();
    });
    socket.once('error', (error: NodeJS.ErrnoException) =>
      reject(error instanceof ConnectorError ? error : unreachable(server, error.code ?? 'lost')),
    );
    // Whoever was answered is done; for the others it is over.
    socket.once('close', () => reject(unreachable(server, 'lost')));
  });
}

function pem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ConnectorError({
      code: 'file_unreadable',
      disposition: 'halt',
      message: `${file}: ${reason}`,
      details: { file, reason },
      cause,
    });
  }
}
