import { StringDecoder } from 'node:string_decoder';

/** Turns the bytes of one document into text while they arrive; what is no text becomes U+FFFD. */
export interface DocumentDecoder {
  write(bytes: Uint8Array): string;
  /** The document is over. @returns what is left of a character that was cut off */
  end(): string;
}

/**
 * A text that `TextDecoder` makes while more may come takes two bytes a character. One that V8 makes of UTF-8 takes one,
 * where all of it can be written so.
 * @param encoding as `TextDecoder` calls it; a byte order mark is left out
 */
export function createDocumentDecoder(encoding: string): DocumentDecoder {
  if (encoding !== 'utf-8') {
    const decoder = new TextDecoder(encoding);
    return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  const decoder = new StringDecoder('utf8');
  let isAtStart = true;
  return {
    write(bytes) {
      const text = decoder.write(bytes);
      if (!isAtStart || text === '') return text;
      isAtStart = false;
      return text.startsWith('\ufeff') ? text.slice(1) : text;
    },
    end: () => decoder.end(),
  };
}
