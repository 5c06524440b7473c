import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SealedSecret } from '../settings/settings.ts';
import { openSecretBox, readOrCreateToken, sameToken } from './index.ts';

const ROW = 'profile p1 delegate';
let directory: string;
let keyFile: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'raccordo-secrets-'));
  keyFile = join(directory, 'keys', 'secret.key');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const box = (environment: NodeJS.ProcessEnv = {}): ReturnType<typeof openSecretBox> =>
  openSecretBox(keyFile, environment);
/** Made by the program as it was before every secret had a key of its own, with a key of 32 sevens. */
const FIXED_KEY = Buffer.alloc(32, 7).toString('base64');
const SEALED_DIRECTLY = { sealed: 'AWdpNOyzl7iGVdORP1RbnPIKxp2ikOa4YZdWARgXigjdkCSR53K3c/s=' };

const keyVersionOf = ({ sealed }: SealedSecret) => Buffer.from(sealed, 'base64')[2];
/** What stands after header and wrapped data key. */
const contentOf = ({ sealed }: SealedSecret) => Buffer.from(sealed, 'base64').subarray(63);

function addKey(): void {
  writeFileSync(keyFile, `${readFileSync(keyFile, 'utf8')}2 ${randomBytes(32).toString('base64')}\n`);
}

function removeKey(version: number): void {
  const lines = readFileSync(keyFile, 'utf8').split('\n');
  writeFileSync(keyFile, lines.filter((line) => !line.startsWith(`${version} `)).join('\n'));
}

const unreadable = expect.objectContaining({ code: 'secret_unreadable', disposition: 'reauth' });

describe('the secret box', () => {
  test('opens what it sealed, in this process and the next', () => {
    const first = box();
    const next = box();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, identity) => {
        expect(next.open(first.seal(plain, identity), identity)).toBe(plain);
      }),
      { numRuns: 50 },
    );
  });

  test('seals the same password differently each time and shows nothing of it', () => {
    const one = box().seal('Sècret-Pà55!', ROW);
    expect(box().seal('Sècret-Pà55!', ROW)).not.toEqual(one);
    expect(Buffer.from(one.sealed, 'base64').toString('utf8')).not.toContain('cret');
  });

  test('does not open a secret that was moved to another row', () => {
    const sealed = box().seal('password', ROW);
    expect(() => box().open(sealed, 'profile p2 delegate')).toThrowError(unreadable);
  });

  test('does not open a secret of which any one bit was changed, or that was cut', () => {
    const bytes = Buffer.from(box().seal('password', ROW).sealed, 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => box().open({ sealed: changed.toString('base64') }, ROW)).toThrowError(unreadable);
    }
    for (const length of [0, 1, 2, 3, 12, 28, 63, 64, 91, bytes.length - 1]) {
      const cut = bytes.subarray(0, length).toString('base64');
      expect(() => box().open({ sealed: cut }, ROW)).toThrowError(unreadable);
    }
  });

  test('does not open with another key', () => {
    const sealed = box().seal('password', ROW);
    const other = box({ RACCORDO_SECRET_KEY: randomBytes(32).toString('base64') });
    expect(() => other.open(sealed, ROW)).toThrowError(unreadable);
  });

  test('seals with the newest key of the ring and still opens what an older one sealed', () => {
    const old = box().seal('password', ROW);
    addKey();
    const renewed = box().seal('password', ROW);
    expect(box().open(old, ROW)).toBe('password');
    expect([old, renewed].map(keyVersionOf)).toEqual([1, 2]);
  });

  test('opens what was sealed before every secret had a key of its own', () => {
    expect(box({ RACCORDO_SECRET_KEY: FIXED_KEY }).open(SEALED_DIRECTLY, ROW)).toBe('Pàss-word 1');
    expect(() => box({ RACCORDO_SECRET_KEY: FIXED_KEY }).open(SEALED_DIRECTLY, 'another row')).toThrowError(unreadable);
  });

  test('takes the key from the environment and then needs no file', () => {
    const environment = { RACCORDO_SECRET_KEY: randomBytes(32).toString('base64') };
    const sealed = box(environment).seal('password', ROW);
    expect(box(environment).open(sealed, ROW)).toBe('password');
    expect(() => statSync(keyFile)).toThrow('ENOENT');
  });
});

describe('a new key', () => {
  test('wraps the key of the secret anew and leaves its ciphertext alone; then the older key can go', () => {
    const old = box().seal('password', ROW);
    addKey();
    const renewed = box().rewrap(old, ROW);
    expect(keyVersionOf(renewed)).toBe(2);
    expect(contentOf(renewed)).toEqual(contentOf(old));
    removeKey(1);
    expect(box().open(renewed, ROW)).toBe('password');
    expect(() => box().open(old, ROW)).toThrowError(unreadable);
  });

  test('has nothing to do for what is under it already', () => {
    const sealed = box().seal('password', ROW);
    expect(box().rewrap(sealed, ROW)).toBe(sealed);
  });

  test('gives a key of its own to what was sealed without one', () => {
    const fixed = box({ RACCORDO_SECRET_KEY: FIXED_KEY });
    const renewed = fixed.rewrap(SEALED_DIRECTLY, ROW);
    expect(renewed).not.toEqual(SEALED_DIRECTLY);
    expect(fixed.open(renewed, ROW)).toBe('Pàss-word 1');
    expect(fixed.rewrap(renewed, ROW)).toBe(renewed);
  });

  test('does not take a secret to another row, nor what no key at hand opens', () => {
    const old = box().seal('password', ROW);
    addKey();
    expect(() => box().rewrap(old, 'profile p2 delegate')).toThrowError(unreadable);
    expect(() => box().rewrap({ sealed: 'AAAA' }, ROW)).toThrowError(unreadable);
    removeKey(1);
    expect(() => box().rewrap(old, ROW)).toThrowError(unreadable);
  });
});

describe('keys from the environment', () => {
  test('may be several, as in the file: the highest version seals, all of them open', () => {
    const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    const old = box({ RACCORDO_SECRET_KEY: first }).seal('password', ROW);
    const both = box({ RACCORDO_SECRET_KEY: `1 ${first}\n2 ${second}\n` });
    expect(both.open(old, ROW)).toBe('password');
    expect(keyVersionOf(both.seal('password', ROW))).toBe(2);
  });

  test.for(['2 c2hvcnQ=', '1 {key}\n1 {key}', '{key} {key}', 'c2hvcnQ='])('"%s" is refused', (content) => {
    const given = content.replaceAll('{key}', randomBytes(32).toString('base64'));
    expect(() => box({ RACCORDO_SECRET_KEY: given })).toThrowError(
      expect.objectContaining({ code: 'secret_key_invalid', details: { source: 'RACCORDO_SECRET_KEY', bytes: 32 } }),
    );
  });
});

describe('the key file', () => {
  test('is made for its owner only', () => {
    box();
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  test.for([0o640, 0o604, 0o660, 0o644])('with mode %o is refused and left alone', (mode) => {
    box();
    chmodSync(keyFile, mode);
    expect(() => box()).toThrowError(expect.objectContaining({ code: 'secret_key_exposed', disposition: 'halt' }));
    expect(statSync(keyFile).mode & 0o777).toBe(mode);
  });

  test.for(['', '1 c2hvcnQ=', '0 AAAA', 'no key at all', '1 {key}\n1 {key}', '256 {key}'])(
    'with content "%s" is refused',
    (content) => {
      box();
      writeFileSync(keyFile, content.replaceAll('{key}', randomBytes(32).toString('base64')));
      expect(() => box()).toThrowError(expect.objectContaining({ code: 'secret_key_invalid' }));
    },
  );

  test('an error never repeats the key', () => {
    const wrong = randomBytes(31).toString('base64');
    const refused = (): unknown => box({ RACCORDO_SECRET_KEY: wrong });
    expect(refused).toThrowError(expect.objectContaining({ code: 'secret_key_invalid' }));
    expect(refused).not.toThrowError(wrong);
  });
});

describe('the token file', () => {
  test('gives one token for ever, to its owner only', () => {
    const path = join(directory, 'api.token');
    const token = readOrCreateToken(path);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(readOrCreateToken(path)).toBe(token);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    expect(() => readOrCreateToken(path)).toThrowError(expect.objectContaining({ code: 'token_exposed' }));
  });

  test('tokens are equal only when they are the same, and an empty one never is', () => {
    expect(sameToken('abc', 'abc')).toBe(true);
    expect(sameToken('abc', 'abd')).toBe(false);
    expect(sameToken('abc', 'abcd')).toBe(false);
    expect(sameToken('', '')).toBe(false);
  });
});
