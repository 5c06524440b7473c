import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ReceivedRequest } from './servers.ts';

/**
 * The server's half of NTLMv2, written from [MS-NLMP] for these tests and sharing nothing with the client.
 * The NT hash is a constant that OpenSSL computed, so not even the MD4 is ours.
 */
export interface NtlmAcceptor {
  /** @returns true when the connection is signed in; otherwise it has answered 401 */
  accepts(request: ReceivedRequest, response: ServerResponse): boolean;
  /** Completed handshakes. */
  readonly signIns: number;
  readonly refusals: readonly string[];
}

/** `printf 'Sècret-Pà55!' | iconv -t utf-16le | openssl dgst -md4 -provider legacy` */
export const NT_HASH_OF_PASSWORD = '3799fbc40dac074f4ec4f4f0fb680468';

export interface NtlmAcceptorOptions {
  readonly user: string;
  readonly domain?: string;
  readonly ntHash?: string;
  readonly schemes?: readonly string[];
  /** Service principal name that the client must have meant to reach. */
  readonly service?: string;
  /** DER of the certificate that the client must have seen, with the hash that its signature uses. */
  readonly boundTo?: { readonly certificate: Uint8Array; readonly hash: string };
}

export function createNtlmAcceptor(options: NtlmAcceptorOptions): NtlmAcceptor {
  const schemes = options.schemes ?? ['NTLM'];
  const pending = new WeakMap<Socket, { negotiate: Buffer; challenge: Buffer }>();
  const signedIn = new WeakSet<Socket>();
  const refusals: string[] = [];
  let signIns = 0;

  const refuse = (response: ServerResponse, challenges: readonly string[]) => {
    response.writeHead(401, { 'www-authenticate': [...challenges], 'content-type': 'text/html' });
    response.end('<html>401</html>');
    return false;
  };

  return {
    get signIns() {
      return signIns;
    },
    refusals,
    accepts(request, response) {
      const header = /^(NTLM|Negotiate) (\S+)$/.exec(request.headers.authorization ?? '');
      if (header === null) return signedIn.has(request.socket) || refuse(response, schemes);
      const scheme = header[1] ?? '';
      if (!schemes.includes(scheme)) return refuse(response, schemes);

      const message = Buffer.from(header[2] ?? '', 'base64');
      if (message.readUInt32LE(8) === 1) {
        const challenge = challengeMessage();
        pending.set(request.socket, { negotiate: message, challenge });
        return refuse(response, [`${scheme} ${challenge.toString('base64')}`]);
      }
      const started = pending.get(request.socket);
      pending.delete(request.socket);
      const problem = started === undefined ? 'third message without a challenge' : check(options, started, message);
      if (problem !== null) {
        refusals.push(problem);
        return refuse(response, schemes);
      }
      signIns += 1;
      signedIn.add(request.socket);
      return true;
    },
  };
}

function pair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

function challengeMessage(): Buffer {
  const fileTime = Buffer.alloc(8);
  fileTime.writeBigUInt64LE(134_000_000_000_000_000n);
  const info = Buffer.concat([
    pair(2, Buffer.from('CONTOSO', 'utf16le')),
    pair(1, Buffer.from('MAIL', 'utf16le')),
    pair(7, fileTime),
    pair(0, Buffer.alloc(0)),
  ]);
  const message = Buffer.alloc(56);
  message.write('NTLMSSP\0', 'latin1');
  message.writeUInt32LE(2, 8);
  message.writeUInt32LE(56, 16);
  message.writeUInt32LE(0xe28a8215, 20);
  randomBytes(8).copy(message, 24);
  message.writeUInt16LE(info.length, 40);
  message.writeUInt16LE(info.length, 42);
  message.writeUInt32LE(56, 44);
  return Buffer.concat([message, info]);
}

/** @returns what is wrong, `null` when all is right */
function check(
  options: NtlmAcceptorOptions,
  started: { readonly negotiate: Buffer; readonly challenge: Buffer },
  message: Buffer,
): string | null {
  const field = (at: number) => {
    const offset = message.readUInt32LE(at + 4);
    return message.subarray(offset, offset + message.readUInt16LE(at));
  };
  const user = field(36).toString('utf16le');
  const domain = field(28).toString('utf16le');
  if (user !== options.user || domain !== (options.domain ?? '')) return `unknown account ${domain}\\${user}`;

  const hash = Buffer.from(options.ntHash ?? NT_HASH_OF_PASSWORD, 'hex');
  const key = hmac(hash, Buffer.from(user.toUpperCase() + domain, 'utf16le'));
  const response = field(20);
  const blob = response.subarray(16);
  const proof = hmac(key, Buffer.concat([started.challenge.subarray(24, 32), blob]));
  if (!proof.equals(response.subarray(0, 16))) return 'wrong password';

  const pairs = readPairs(blob.subarray(28));
  if (((pairs.get(6)?.readUInt32LE() ?? 0) & 2) === 0) return 'no MIC announced';
  const wanted = options.boundTo ? bindingOf(options.boundTo.certificate, options.boundTo.hash) : Buffer.alloc(16);
  if (!pairs.get(10)?.equals(wanted)) return 'wrong channel binding';

  const service = pairs.get(9)?.toString('utf16le');
  if (options.service !== undefined && service !== options.service) return `meant for ${service}`;

  const sessionKey = arcfour(hmac(key, proof), field(52));
  const blanked = Buffer.from(message);
  blanked.fill(0, 72, 88);
  const mic = hmac(sessionKey, Buffer.concat([started.negotiate, started.challenge, blanked]));
  return mic.equals(message.subarray(72, 88)) ? null : 'wrong MIC';
}

function readPairs(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const pairs = new Map<number, Buffer>();
  for (let at = 0; bytes.readUInt16LE(at) !== 0; at += 4 + bytes.readUInt16LE(at + 2)) {
    pairs.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, at + 4 + bytes.readUInt16LE(at + 2)));
  }
  return pairs;
}

function bindingOf(certificate: Uint8Array, algorithm: string): Buffer {
  const token = Buffer.concat([
    Buffer.from('tls-server-end-point:'),
    createHash(algorithm).update(certificate).digest(),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(token.length);
  return createHash('md5')
    .update(Buffer.concat([Buffer.alloc(16), length, token]))
    .digest();
}

function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac('md5', key).update(data).digest();
}

function arcfour(key: Buffer, data: Buffer): Buffer {
  const s = Array.from({ length: 256 }, (_, index) => index);
  let j = 0;
  for (let i = 0; i < 256; i += 1) {
    j = (j + (s[i] as number) + (key[i % key.length] as number)) % 256;
    [s[i], s[j]] = [s[j] as number, s[i] as number];
  }
  let i = 0;
  j = 0;
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) % 256;
      j = (j + (s[i] as number)) % 256;
      [s[i], s[j]] = [s[j] as number, s[i] as number];
      return byte ^ (s[((s[i] as number) + (s[j] as number)) % 256] as number);
    }),
  );
}
