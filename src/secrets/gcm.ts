import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** What encryption adds to a text. */
export const GCM_OVERHEAD_BYTES = IV_BYTES + TAG_BYTES;

/** AES-256-GCM. @returns IV (12 bytes), tag (16), ciphertext */
export function encrypt(key: Buffer, plain: Buffer, additionalData: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(additionalData, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
}

/** @returns `null` for another key, changed bytes or other data beside it: which of them, GCM does not tell */
export function decrypt(key: Buffer, bytes: Buffer, additionalData: string): Buffer | null {
  if (bytes.length < GCM_OVERHEAD_BYTES) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(additionalData, 'utf8'));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, GCM_OVERHEAD_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(GCM_OVERHEAD_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
