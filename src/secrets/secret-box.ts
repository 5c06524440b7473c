import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ConnectorError } from '../model/index.ts';
import type { SecretBox } from '../settings/settings.ts';
import type { KeyRing } from './key-ring.ts';
import { openKeyRing } from './key-ring.ts';

const PURPOSE = 'credentials';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Opens the box for stored passwords. A sealed secret is base64 of: key version (1 byte), IV (12), AES-256-GCM tag
 * (16), ciphertext; the identity is authenticated with it.
 * @param environment `RACCORDO_SECRET_KEY` in it replaces the file
 * @throws ConnectorError `secret_key_exposed`, `secret_key_invalid`, `secret_file_unusable`; disposition `halt`
 */
export function openSecretBox(keyFile: string, environment: NodeJS.ProcessEnv = process.env): SecretBox {
  const ring = openKeyRing(keyFile, environment);
  return {
    seal: (plain, identity) => ({ sealed: seal(ring, plain, identity) }),
    open: (secret, identity) => open(ring, secret.sealed, identity),
  };
}

function seal(ring: KeyRing, plain: string, identity: string): string {
  const key = ring.derive(ring.newest, PURPOSE);
  if (key === null) throw unreadable(identity);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(ring.newest, identity));
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(ring.newest), iv, cipher.getAuthTag(), ciphertext]).toString('base64');
}

function open(ring: KeyRing, sealed: string, identity: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const version = bytes[0] ?? 0;
  const key = ring.derive(version, PURPOSE);
  if (key === null || bytes.length < 1 + IV_BYTES + TAG_BYTES) throw unreadable(identity);
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData(version, identity));
    decipher.setAuthTag(tag);
    const plain = [decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()];
    return Buffer.concat(plain).toString('utf8');
  } catch {
    // Wrong key, changed bytes or another row: GCM does not tell which, and nobody should learn it.
    throw unreadable(identity);
  }
}

function additionalData(version: number, identity: string): Buffer {
  return Buffer.from(`${version} ${identity}`, 'utf8');
}

function unreadable(identity: string): ConnectorError {
  return new ConnectorError({
    code: 'secret_unreadable',
    disposition: 'reauth',
    message: 'a stored password cannot be opened with the keys at hand: enter it again',
    itemRef: identity,
  });
}
