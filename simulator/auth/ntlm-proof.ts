import { createHmac, timingSafeEqual } from 'node:crypto';
import { md4 } from './md4.ts';
import type { AuthenticateMessage } from './ntlm-messages.ts';
import { AV_IDS, findAvPair, NTLM_FLAGS } from './ntlm-messages.ts';
import { rc4 } from './rc4.ts';

/** The three messages of one handshake, as they went over the wire. */
export interface Handshake {
  readonly negotiate: Buffer;
  readonly challenge: Buffer;
  readonly serverChallenge: Buffer;
  readonly authenticate: Buffer;
}

const PROOF_BYTES = 16;
const BLOB_HEADER_BYTES = 28;
const MIC = { start: 72, end: 88 } as const;
/** MsvAvFlags: the message carries an integrity code. */
const HAS_MIC = 0x2;

/** Whether the client knows the password (NTLMv2 only) and, where it says so, whether no message was altered. */
export function provesPassword(message: AuthenticateMessage, handshake: Handshake, password: string): boolean {
  const { ntResponse } = message;
  // NTLMv1 answers have 24 bytes; current servers refuse them.
  if (ntResponse.length < PROOF_BYTES + BLOB_HEADER_BYTES) return false;
  const blob = ntResponse.subarray(PROOF_BYTES);
  const ntHash = md4(Buffer.from(password, 'utf16le'));
  const key = hmacMd5(ntHash, Buffer.from(message.user.toUpperCase() + message.domain, 'utf16le'));
  const proof = hmacMd5(key, handshake.serverChallenge, blob);
  if (!timingSafeEqual(proof, ntResponse.subarray(0, PROOF_BYTES))) return false;
  const avFlags = findAvPair(blob.subarray(BLOB_HEADER_BYTES), AV_IDS.flags);
  if (avFlags === undefined || avFlags.length < 4 || (avFlags.readUInt32LE(0) & HAS_MIC) === 0) return true;
  const sessionKey = hmacMd5(key, proof);
  return micFits(handshake, isKeyExchanged(message) ? rc4(sessionKey, message.encryptedSessionKey) : sessionKey);
}

/** MS-NLMP 3.1.5.1.2: a key is sent only by a client that signs or seals; the flag alone sends none. */
function isKeyExchanged({ flags, encryptedSessionKey }: AuthenticateMessage): boolean {
  return (flags & NTLM_FLAGS.keyExchange) !== 0 && encryptedSessionKey.length > 0;
}

function micFits({ negotiate, challenge, authenticate }: Handshake, sessionKey: Buffer): boolean {
  if (authenticate.length < MIC.end) return false;
  const withoutMic = Buffer.from(authenticate).fill(0, MIC.start, MIC.end);
  const expected = hmacMd5(sessionKey, negotiate, challenge, withoutMic);
  return timingSafeEqual(expected, authenticate.subarray(MIC.start, MIC.end));
}

function hmacMd5(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
