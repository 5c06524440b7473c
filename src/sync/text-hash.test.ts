import { describe, expect, it } from 'vitest';
import { contentHash, textHash } from './text-hash.ts';

describe('the hash of a text', () => {
  it('is FNV-1a over its UTF-16 bytes, with all 32 digits also where it begins with zeros', () => {
    expect(textHash('Rossi')).toBe('02f07ae2b41afa52d0f9afcd1c41bc11');
  });
});

describe('the hash of a content', () => {
  it('is the same for the same values in whatever order, and for empty fields and missing ones', () => {
    const hash = contentHash({ displayName: 'Ada', name: { givenName: 'Ada', surname: 'Lovelace' } });
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(contentHash({ name: { surname: 'Lovelace', givenName: 'Ada' }, notes: null, displayName: 'Ada' })).toBe(
      hash,
    );
  });

  it('is another one when a value changes, or moves to another field', () => {
    const hash = contentHash({ displayName: 'Ada' });
    expect(contentHash({ displayName: 'Eva' })).not.toBe(hash);
    expect(contentHash({ nickname: 'Ada' })).not.toBe(hash);
  });
});
