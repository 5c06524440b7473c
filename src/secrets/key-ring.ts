import { hkdfSync, randomBytes } from 'node:crypto';
import { ConnectorError } from '../model/index.ts';
import { readOrCreateOwnerOnly } from './owner-only-file.ts';

const VARIABLE = 'RACCORDO_SECRET_KEY';
const KEY_BYTES = 32;
/** The version stands in one byte of each ciphertext. */
const MAX_VERSION = 255;

/** The keys of an installation. New secrets are sealed with the newest; older ones open what they sealed. */
export interface KeyRing {
  readonly newest: number;
  /** The key for one purpose; `null` for a version that the ring does not hold. */
  derive(version: number, purpose: string): Buffer | null;
}

/**
 * The ring from the environment (`RACCORDO_SECRET_KEY`: one key, base64 of 32 bytes, or lines as in the file) or from a
 * file with one `version base64` line per key, created with a random key when it is missing.
 * @throws ConnectorError `secret_key_exposed`, `secret_key_invalid`, `secret_file_unusable`; disposition `halt`
 */
export function openKeyRing(keyFile: string, environment: NodeJS.ProcessEnv): KeyRing {
  const given = environment[VARIABLE];
  if (given !== undefined && given !== '') return ringOf(keysGiven(given));
  const text = readOrCreateOwnerOnly(keyFile, 'secret_key_exposed', newRingText);
  return ringOf(parseRing(text, keyFile));
}

/** A key alone has no blank inside; it is the first version, as in a new file. */
function keysGiven(text: string): ReadonlyMap<number, Buffer> {
  const alone = !/\s/.test(text.trim());
  return alone ? new Map([[1, keyFrom(text, VARIABLE)]]) : parseRing(text, VARIABLE);
}

function ringOf(keys: ReadonlyMap<number, Buffer>): KeyRing {
  return {
    newest: Math.max(...keys.keys()),
    derive: (version, purpose) => {
      const key = keys.get(version);
      return key === undefined ? null : Buffer.from(hkdfSync('sha256', key, '', `raccordo ${purpose}`, KEY_BYTES));
    },
  };
}

function newRingText(): string {
  return [
    '# Keys of the stored passwords: without this file they cannot be opened. Keep a copy apart from the database.',
    '# One key per line, "version base64"; the highest version seals, all of them open.',
    `1 ${randomBytes(KEY_BYTES).toString('base64')}`,
    '',
  ].join('\n');
}

function parseRing(text: string, source: string): ReadonlyMap<number, Buffer> {
  const keys = new Map<number, Buffer>();
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const parts = /^(\d{1,3}) (\S+)$/.exec(line);
    const version = Number(parts?.[1]);
    if (parts === null || version < 1 || version > MAX_VERSION || keys.has(version)) throw invalid(source);
    keys.set(version, keyFrom(parts[2] ?? '', source));
  }
  if (keys.size === 0) throw invalid(source);
  return keys;
}

function keyFrom(base64: string, source: string): Buffer {
  const key = Buffer.from(base64.trim(), 'base64');
  if (key.length !== KEY_BYTES) throw invalid(source);
  return key;
}

function invalid(source: string): ConnectorError {
  return new ConnectorError({
    code: 'secret_key_invalid',
    disposition: 'halt',
    message: `${source} does not hold a key: base64 of exactly ${KEY_BYTES} bytes is expected`,
    details: { source, bytes: KEY_BYTES },
  });
}
