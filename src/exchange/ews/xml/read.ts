import { ownError } from '../errors/index.ts';
import type { DocumentDecoder } from './decoder.ts';
import { createDocumentDecoder } from './decoder.ts';
import type { XmlElement } from './element.ts';
import { encodingOf, isEncodingShown } from './encoding.ts';
import type { NamespaceScope } from './namespaces.ts';
import { ROOT_SCOPE } from './namespaces.ts';
import { withoutLoneSurrogates } from './references.ts';
import { createXmlScanner } from './scan.ts';

export interface XmlLimits {
  /** Bytes after decompression. */
  readonly maxBytes: number;
  /** Elements inside each other. */
  readonly maxDepth: number;
  /** Elements and attributes. */
  readonly maxNodes: number;
}

/**
 * A hundred times what an answer to our largest question has, and what a process can hold: a document of nothing but
 * tags becomes a tree of some fifty megabytes.
 */
export const XML_LIMITS: XmlLimits = { maxBytes: 32 * 1024 * 1024, maxDepth: 100, maxNodes: 500_000 };

/**
 * Builds the tree of one document while its bytes arrive. Errors are `ConnectorError`s:
 * `response_not_xml`, `response_too_large`, `response_too_deep`, `response_doctype`, and
 * `response_truncated` when `end` comes before the document is complete. After an error it is of no use.
 */
export interface XmlReader {
  write(bytes: Uint8Array): void;
  end(): XmlElement;
  /** @returns the local name of the root element as soon as it is known; tells an HTML page even when it is broken */
  rootName(): string | null;
}

export interface XmlReaderOptions {
  readonly limits?: XmlLimits;
  /** From `Content-Type`. What the first bytes show outweighs it; without either the XML declaration counts. */
  readonly charset?: string | undefined;
}

interface GrowingElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  children: GrowingElement[];
  text: string;
}

/** An element whose end has not come. One object for each depth, used again and again. */
interface OpenElement {
  element: GrowingElement;
  /** As written, which is how it has to be closed. */
  qualified: string;
  scope: NamespaceScope;
  /** Where its children begin among the elements that have ended. */
  childrenFrom: number;
  /** Halves of characters may be alone in its text. */
  mayHaveHalves: boolean;
}

/** Texts from larger ones would be large objects to V8, which it collects seldom; and a part of one keeps the whole. */
const PIECE_BYTES = 16_384;
const GREATER_THAN = 0x3e;

// Most elements of an answer have no children or no attributes; they share these.
const NO_CHILDREN: GrowingElement[] = [];
Object.freeze(NO_CHILDREN);
/** Inherits from nothing, so that no attribute is found that was not written. */
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze(Object.create(null) as Record<string, string>);

export function createXmlReader(options: XmlReaderOptions = {}): XmlReader {
  const limits = options.limits ?? XML_LIMITS;
  const open: OpenElement[] = [];
  /** Elements that have ended and whose parent has not, so that a list of children is made once, in its own length. */
  const ended: GrowingElement[] = [];
  let depth = 0;
  /** The innermost of the first `depth` of `open`. */
  let current: OpenElement | undefined;
  let root: GrowingElement | null = null;
  let rootName: string | null = null;
  let decoder: DocumentDecoder | null = null;
  let first: Uint8Array = new Uint8Array();
  let byteCount = 0;
  let nodeCount = 0;
  let isEnding = false;

  const scanner = createXmlScanner({
    open(qualified, written, length) {
      if (root !== null && current === undefined) broken('second root');
      if (depth >= limits.maxDepth) {
        throw ownError('response_too_deep', 'The response nests too deeply.', { details: { limit: limits.maxDepth } });
      }
      nodeCount += 1 + length / 2;
      if (nodeCount > limits.maxNodes) throw tooLarge('nodes', limits.maxNodes);

      const { scope, attributes } = readAttributes(written, length, current?.scope ?? ROOT_SCOPE);
      const name = scope.resolve(qualified);
      const element: GrowingElement = {
        name: name.local,
        namespace: name.namespace,
        attributes,
        children: NO_CHILDREN,
        text: '',
      };
      if (current === undefined) {
        root = element;
        rootName = name.local;
      }
      current = open[depth] ??= { element, qualified, scope, childrenFrom: 0, mayHaveHalves: false };
      current.element = element;
      current.qualified = qualified;
      current.scope = scope;
      current.childrenFrom = ended.length;
      current.mayHaveHalves = false;
      depth += 1;
    },
    close(qualified) {
      if (current?.qualified !== qualified) return broken('end tag');
      const { element, childrenFrom, mayHaveHalves } = current;
      if (mayHaveHalves) element.text = withoutLoneSurrogates(element.text);
      if (ended.length > childrenFrom) element.children = ended.splice(childrenFrom);
      ended.push(element);
      depth -= 1;
      current = depth === 0 ? undefined : open[depth - 1];
    },
    text(text, isEscaped) {
      if (current === undefined) {
        if (text.trim() !== '') broken('text outside of the root');
        return;
      }
      current.element.text += text;
      if (isEscaped) current.mayHaveHalves = true;
    },
    doctype() {
      throw ownError('response_doctype', 'The response declares a document type, which SOAP forbids.', {
        details: { ...scanner.place() },
      });
    },
    broken,
    tooLong: (limit) => {
      throw tooLarge('characters of one tag', limit);
    },
  });

  return {
    // No getter: V8 gives each object that is written with one a shape of its own, and what its getter sees outlives the
    // document until the next full collection.
    rootName: () => rootName,
    write(bytes) {
      byteCount += bytes.byteLength;
      if (byteCount > limits.maxBytes) throw tooLarge('bytes', limits.maxBytes);
      if (decoder !== null) return scan(decoder, bytes);
      first = first.byteLength === 0 ? bytes : Buffer.concat([first, bytes]);
      if (isEncodingShown(first)) begin();
    },
    end() {
      isEnding = true;
      if (decoder === null) begin();
      scanner.write(decoder?.end() ?? '');
      if (!scanner.end() || root === null || current !== undefined) throw truncated(byteCount);
      const document = root;
      // V8 remembers functions that it has called, weakly, which its young collections take for strongly: what they can
      // see would outlive two of them and then lie among the old, until the next full collection.
      root = null;
      open.length = 0;
      ended.length = 0;
      return document;
    },
  };

  function begin(): void {
    decoder = createDocumentDecoder(encodingOf(first, options.charset));
    const head = first;
    first = new Uint8Array();
    scan(decoder, head);
  }

  /** Piece by piece, each up to the end of a tag: what is left over of one would have to be copied before the next. */
  function scan(from: DocumentDecoder, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength; ) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      const length = piece.lastIndexOf(GREATER_THAN) + 1 || piece.byteLength;
      scanner.write(from.write(piece.subarray(0, length)));
      at += length;
    }
  }

  function broken(what: string): never {
    if (isEnding) throw truncated(byteCount);
    throw ownError('response_not_xml', 'The response is not well-formed XML.', {
      details: { ...scanner.place(), what },
    });
  }
}

/** What an element declares, and the attributes that are none of that, by their local names. */
function readAttributes(
  written: readonly string[],
  length: number,
  parent: NamespaceScope,
): { readonly scope: NamespaceScope; readonly attributes: Readonly<Record<string, string>> } {
  if (length === 0) return { scope: parent, attributes: NO_ATTRIBUTES };
  let declared: Map<string, string> | null = null;
  let attributes: Record<string, string> | null = null;
  for (let index = 0; index < length; index += 2) {
    const name = written[index] ?? '';
    const value = written[index + 1] ?? '';
    if (name === 'xmlns' || name.startsWith('xmlns:')) {
      declared ??= new Map();
      declared.set(name.slice(6), value.trim());
      continue;
    }
    // An object without any prototype would be a hash table to V8, at several times the price.
    attributes ??= Object.create(NO_ATTRIBUTES) as Record<string, string>;
    attributes[name.slice(name.indexOf(':') + 1)] = value;
  }
  return { scope: declared === null ? parent : parent.within(declared), attributes: attributes ?? NO_ATTRIBUTES };
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

function tooLarge(unit: string, limit: number) {
  return ownError('response_too_large', `The response has more than ${limit} ${unit}.`, { details: { limit, unit } });
}
