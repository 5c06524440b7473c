import { describe, expect, it } from 'vitest';
import { createDocumentDecoder } from './decoder.ts';

function decoded(encoding: string, bytes: Uint8Array, pieceLength: number): string {
  const decoder = createDocumentDecoder(encoding);
  let text = '';
  for (let at = 0; at < bytes.length; at += pieceLength) text += decoder.write(bytes.subarray(at, at + pieceLength));
  return text + decoder.end();
}

describe('bytes of a document that come in pieces', () => {
  const text = '\ufeffForlì – 𝄞 €';

  for (const [encoding, bytes] of [
    ['utf-8', Buffer.from(text, 'utf8')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
  ] as const)
    it(`are the same text however ${encoding} is cut, without the byte order mark`, () => {
      for (let pieceLength = 1; pieceLength <= bytes.length; pieceLength += 1)
        expect(decoded(encoding, bytes, pieceLength)).toBe(text.slice(1));
    });

  it('lose no mark that is not the first character', () => {
    expect(decoded('utf-8', Buffer.from('a\ufeffb', 'utf8'), 1)).toBe('a\ufeffb');
  });

  it('show what is no character, and one that was cut off', () => {
    expect(decoded('utf-8', Buffer.from([0x61, 0xff, 0x62, 0xe2, 0x82]), 1)).toBe('a\ufffdb\ufffd');
    expect(decoded('windows-1252', Buffer.from([0x80]), 1)).toBe('€');
  });
});
