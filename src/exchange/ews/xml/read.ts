import { SaxesParser } from 'saxes';
import { ownError } from '../errors/index.ts';
import type { XmlElement } from './element.ts';
import { encodingOf, isEncodingShown } from './encoding.ts';
import { createLegalCharacterFilter } from './legal-characters.ts';

export interface XmlLimits {
  /** Bytes after decompression. */
  readonly maxBytes: number;
  /** Elements inside each other. saxes slows down quadratically on deep nesting, so this comes early. */
  readonly maxDepth: number;
  readonly maxElements: number;
}

export const XML_LIMITS: XmlLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 100, maxElements: 2_000_000 };

/**
 * Builds the tree of one document while its bytes arrive. Errors are `ConnectorError`s:
 * `response_not_xml`, `response_too_large`, `response_too_deep`, `response_doctype`, and
 * `response_truncated` when `end` comes before the document is complete. After an error it is of no use.
 */
export interface XmlReader {
  write(bytes: Uint8Array): void;
  end(): XmlElement;
  /** Local name of the root element as soon as it is known; tells an HTML page even when it is broken. */
  readonly rootName: string | null;
}

export interface XmlReaderOptions {
  readonly limits?: XmlLimits;
  /** From `Content-Type`. What the first bytes show outweighs it; without either the XML declaration counts. */
  readonly charset?: string | undefined;
}

interface OpenElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Record<string, string>;
  readonly children: OpenElement[];
  text: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';

export function createXmlReader(options: XmlReaderOptions = {}): XmlReader {
  const limits = options.limits ?? XML_LIMITS;
  const parser = new SaxesParser({ xmlns: true, position: true });
  const filter = createLegalCharacterFilter();
  const open: OpenElement[] = [];
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let first = new Uint8Array();
  let hasBegun = false;
  let root: OpenElement | null = null;
  let byteCount = 0;
  let elementCount = 0;
  let isEnding = false;

  const place = () => ({ line: parser.line, column: parser.column });

  parser.on('error', (cause) => {
    if (isEnding) throw truncated(byteCount);
    throw ownError('response_not_xml', 'The response is not well-formed XML.', { cause, details: place() });
  });
  parser.on('doctype', () => {
    throw ownError('response_doctype', 'The response declares a document type, which SOAP forbids.', {
      details: place(),
    });
  });
  parser.on('opentag', (tag) => {
    elementCount += 1;
    if (open.length >= limits.maxDepth) {
      throw ownError('response_too_deep', 'The response nests too deeply.', { details: { limit: limits.maxDepth } });
    }
    if (elementCount > limits.maxElements) throw tooLarge('elements', limits.maxElements);

    const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.uri !== XMLNS) attributes[attribute.local] = attribute.value;
    }
    const element: OpenElement = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);

  return {
    get rootName() {
      return root?.name ?? null;
    },
    write(bytes) {
      byteCount += bytes.byteLength;
      if (byteCount > limits.maxBytes) throw tooLarge('bytes', limits.maxBytes);
      if (decoder !== null) return parse(decoder.decode(bytes, { stream: true }));
      first = Buffer.concat([first, bytes]);
      if (isEncodingShown(first)) begin();
    },
    end() {
      if (decoder === null) begin();
      isEnding = true;
      parse(decoder?.decode() ?? '');
      parser.write(filter.end());
      parser.close();
      if (root === null) throw truncated(byteCount);
      return root;
    },
  };

  function begin(): void {
    decoder = new TextDecoder(encodingOf(first, options.charset));
    parse(decoder.decode(first, { stream: true }));
  }

  /** Blank lines before the XML declaration, a script's or a proxy's, are against the letter only. */
  function parse(text: string): void {
    const rest = hasBegun ? text : text.trimStart();
    if (rest === '') return;
    hasBegun = true;
    parser.write(filter.write(rest));
  }
}

/** Reads a whole document at once. Errors as `XmlReader`. */
export function readXml(document: string | Uint8Array, options: XmlReaderOptions = {}): XmlElement {
  const reader = createXmlReader(options);
  reader.write(typeof document === 'string' ? Buffer.from(document, 'utf8') : document);
  return reader.end();
}

function truncated(bytes: number) {
  return ownError('response_truncated', 'The response ended before its document did.', { details: { bytes } });
}

function tooLarge(unit: 'bytes' | 'elements', limit: number) {
  return ownError('response_too_large', `The response has more than ${limit} ${unit}.`, { details: { limit, unit } });
}
