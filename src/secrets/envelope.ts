import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, GCM_OVERHEAD_BYTES } from './gcm.ts';
import type { KeyRing } from './key-ring.ts';

/**
 * A secret under a data key of its own, which is wrapped by a key of the ring. As stored:
 *
 *     0x00 | format 0x01 | key version | wrapped data key (60) | IV (12) | tag (16) | ciphertext
 *
 * Both layers authenticate the identity of the row. The inner one does not name the key of the ring, so a new key wraps
 * the data key anew and leaves the ciphertext alone.
 */
interface Envelope {
  readonly keyVersion: number;
  readonly wrapped: Buffer;
  readonly content: Buffer;
}

/** No key of a ring has version 0, which is where the form before envelopes has its key version. */
const ENVELOPE = 0x00;
const FORMAT = 0x01;
const HEADER_BYTES = 3;
const DATA_KEY_BYTES = 32;
const WRAPPED_BYTES = DATA_KEY_BYTES + GCM_OVERHEAD_BYTES;

const WRAPPING = 'data keys';
/** Before there were envelopes the key of the ring encrypted the secret itself: key version, IV, tag, ciphertext. */
const DIRECT = 'credentials';

export function sealEnvelope(ring: KeyRing, plain: string, identity: string): Buffer | null {
  const dataKey = randomBytes(DATA_KEY_BYTES);
  const wrapped = wrap(ring, dataKey, identity);
  const content = encrypt(dataKey, Buffer.from(plain, 'utf8'), contentData(identity));
  return wrapped && join({ keyVersion: ring.newest, wrapped, content });
}

/** @returns `null` when it does not open, for whatever reason */
export function openEnvelope(ring: KeyRing, bytes: Buffer, identity: string): string | null {
  const plain = isEnvelope(bytes) ? openContent(ring, bytes, identity) : openDirect(ring, bytes, identity);
  return plain === null ? null : plain.toString('utf8');
}

/**
 * The same secret under the newest key of the ring.
 * @returns `current` when it is already; `null` when it does not open
 */
export function rewrapEnvelope(ring: KeyRing, bytes: Buffer, identity: string): Buffer | 'current' | null {
  if (!isEnvelope(bytes)) {
    const plain = openDirect(ring, bytes, identity);
    return plain === null ? null : sealEnvelope(ring, plain.toString('utf8'), identity);
  }
  const envelope = split(bytes);
  if (envelope?.keyVersion === ring.newest) return 'current';
  const dataKey = envelope && unwrap(ring, envelope, identity);
  const wrapped = dataKey && wrap(ring, dataKey, identity);
  return envelope && wrapped && join({ ...envelope, keyVersion: ring.newest, wrapped });
}

function isEnvelope(bytes: Buffer): boolean {
  return bytes[0] === ENVELOPE;
}

function join({ keyVersion, wrapped, content }: Envelope): Buffer {
  return Buffer.concat([Buffer.of(ENVELOPE, FORMAT, keyVersion), wrapped, content]);
}

function split(bytes: Buffer): Envelope | null {
  const keyVersion = bytes[2];
  if (bytes[1] !== FORMAT || keyVersion === undefined) return null;
  const end = HEADER_BYTES + WRAPPED_BYTES;
  return { keyVersion, wrapped: bytes.subarray(HEADER_BYTES, end), content: bytes.subarray(end) };
}

function openContent(ring: KeyRing, bytes: Buffer, identity: string): Buffer | null {
  const envelope = split(bytes);
  const dataKey = envelope && unwrap(ring, envelope, identity);
  return envelope && dataKey && decrypt(dataKey, envelope.content, contentData(identity));
}

function wrap(ring: KeyRing, dataKey: Buffer, identity: string): Buffer | null {
  const key = ring.derive(ring.newest, WRAPPING);
  return key && encrypt(key, dataKey, wrappingData(ring.newest, identity));
}

function unwrap(ring: KeyRing, { keyVersion, wrapped }: Envelope, identity: string): Buffer | null {
  const key = ring.derive(keyVersion, WRAPPING);
  return key && decrypt(key, wrapped, wrappingData(keyVersion, identity));
}

function openDirect(ring: KeyRing, bytes: Buffer, identity: string): Buffer | null {
  const version = bytes[0] ?? 0;
  const key = ring.derive(version, DIRECT);
  return key && decrypt(key, bytes.subarray(1), `${version} ${identity}`);
}

function wrappingData(keyVersion: number, identity: string): string {
  return `raccordo data key ${keyVersion} ${identity}`;
}

function contentData(identity: string): string {
  return `raccordo secret ${identity}`;
}
