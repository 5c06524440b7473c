import { ownError } from '../errors/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { createXmlReader } from '../xml/read.ts';

/** Envelopes that follow each other in one answer, cut apart while the bytes arrive. */
export interface EnvelopeSplitter {
  /** @throws ConnectorError `response_not_xml`, `response_too_large` and others of one envelope */
  take(bytes: Uint8Array): readonly XmlElement[];
  /** The answer is over. @throws ConnectorError `not_ews`, `response_truncated` */
  end(): void;
}

/** A hundred times the events of a busy second. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Servers choose their prefix freely. */
const CLOSING = /<\/(?:[\w.-]+:)?Envelope\s*>/g;
const LONGEST_CLOSING = 80;

/** @param charset from `Content-Type`; tags are found in any that writes ASCII as ASCII */
export function createEnvelopeSplitter(charset?: string): EnvelopeSplitter {
  /** What has come and is not done with: the first `length` bytes. It grows by doubling, whatever the bytes come in. */
  let store: Buffer = Buffer.alloc(0);
  let length = 0;
  let count = 0;

  const append = (bytes: Uint8Array) => {
    if (length + bytes.length > store.length) {
      const larger = Buffer.alloc(Math.max(2 * store.length, length + bytes.length));
      store.copy(larger, 0, 0, length);
      store = larger;
    }
    store.set(bytes, length);
    length += bytes.length;
  };

  return {
    take(bytes) {
      const from = Math.max(0, length - LONGEST_CLOSING);
      append(bytes);
      const envelopes: XmlElement[] = [];
      // One character a byte, so that places in the text are places in the bytes.
      const text = store.toString('latin1', from, length);
      let begin = 0;
      for (const found of text.matchAll(CLOSING)) {
        const end = from + found.index + found[0].length;
        envelopes.push(parse(store.subarray(begin, end), charset));
        begin = end;
      }
      count += envelopes.length;
      store = begin === 0 ? store : Buffer.from(store.subarray(begin, length));
      length -= begin;
      if (length > MOST_BYTES) throw ownError('response_too_large', 'One envelope of the stream has no end.');
      return envelopes;
    },
    end() {
      if (isBlank(store.subarray(0, length))) return;
      throw count === 0
        ? ownError('not_ews', 'What answers under this address is not Exchange Web Services.')
        : ownError('response_truncated', 'The connection was closed in the middle of the answer.');
    },
  };
}

function parse(bytes: Uint8Array, charset: string | undefined): XmlElement {
  const reader = createXmlReader({ charset });
  // Some end each with a line break, and nothing may stand in front of an XML declaration.
  let begin = 0;
  while (isSpace(bytes[begin])) begin += 1;
  reader.write(bytes.subarray(begin));
  return reader.end();
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every(isSpace);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
