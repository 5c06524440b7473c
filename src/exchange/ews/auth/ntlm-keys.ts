import { createHmac } from 'node:crypto';
import { md4 } from './md4.ts';

/** The keys and responses of NTLMv2 ([MS-NLMP] 3.3.2). NTLMv1 and LM are not spoken. */
export interface NtlmResponses {
  readonly ntProof: Uint8Array;
  /** `ntProof` followed by the blob that it covers. */
  readonly ntResponse: Uint8Array;
  readonly lmResponse: Uint8Array;
  readonly sessionBaseKey: Uint8Array;
}

/** NTOWFv2: the secret that both sides know. */
export function responseKey(user: string, domain: string, password: string): Uint8Array {
  return hmacMd5(md4(utf16(password)), utf16(upperCase(user) + domain));
}

export function ntlmResponses(input: {
  readonly responseKey: Uint8Array;
  readonly serverChallenge: Uint8Array;
  readonly clientChallenge: Uint8Array;
  /** Windows file time, 8 bytes little endian. */
  readonly timestamp: Uint8Array;
  /** Attribute-value pairs, end marker included. */
  readonly targetInfo: Uint8Array;
}): NtlmResponses {
  const blob = Buffer.concat([
    Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]),
    input.timestamp,
    input.clientChallenge,
    Buffer.alloc(4),
    input.targetInfo,
    Buffer.alloc(4),
  ]);
  const ntProof = hmacMd5(input.responseKey, Buffer.concat([input.serverChallenge, blob]));
  const lmProof = hmacMd5(input.responseKey, Buffer.concat([input.serverChallenge, input.clientChallenge]));
  return {
    ntProof,
    ntResponse: Buffer.concat([ntProof, blob]),
    lmResponse: Buffer.concat([lmProof, input.clientChallenge]),
    sessionBaseKey: hmacMd5(input.responseKey, ntProof),
  };
}

export function hmacMd5(key: Uint8Array, message: Uint8Array): Uint8Array {
  return createHmac('md5', key).update(message).digest();
}

export function utf16(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}

/** Windows maps character by character, so `ß` stays what it is; JavaScript would make it `SS`. */
function upperCase(text: string): string {
  return Array.from(text, (character) => {
    const upper = character.toUpperCase();
    return upper.length === character.length ? upper : character;
  }).join('');
}
