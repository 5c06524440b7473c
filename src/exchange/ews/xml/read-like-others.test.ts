import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { XmlElement } from './element.ts';
import { createXmlReader } from './read.ts';

// Somebody else's reader as the judge of ours: where it accepts a document, ours gives the same tree, whatever way the
// bytes are cut; where it refuses one, ours does not believe in a smaller answer either.

const NAMES = ['a', 't:Contact', 'm:x-1', 'Ünïcode', 'q:b', '_c.d'];
const name = fc.constantFrom(...NAMES);
const text = fc
  .array(
    fc.constantFrom(
      'x',
      ' ',
      '\n',
      '\r\n',
      '\r',
      '&amp;',
      '&lt;',
      '&#233;',
      '&#xD;',
      '😀',
      'é',
      '>',
      '<![CDATA[<b>]]>',
      '<![CDATA[x\r\ny\rz]]>',
      '<!-- - -->',
      '<?p i?>',
    ),
  )
  .map((pieces) => pieces.join(''));
const value = fc
  .array(fc.constantFrom('x', ' ', '\t', '\n', '&quot;', '&#10;', "'", 'é', '/', '>'))
  .map((v) => v.join(''));
const attributes = fc
  .uniqueArray(fc.tuple(fc.constantFrom('Id', 'Key', 'x:nil', 'Name'), value), {
    selector: ([key]) => key,
    maxLength: 3,
  })
  .map((pairs) => pairs.map(([key, content]) => ` ${key} = "${content}"`).join('\n'));

const element = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(name, attributes, fc.array(fc.oneof({ maxDepth: 4 }, text, tie('element')), { maxLength: 4 }), fc.boolean())
    .map(([tag, list, content, short]) =>
      content.length === 0 && short ? `<${tag}${list} />` : `<${tag}${list}>${content.join('')}</${tag} >`,
    ),
})).element;

const BOUND = 'xmlns:t="urn:t" xmlns:m="urn:m" xmlns:q="urn:q" xmlns:x="urn:x" xmlns="urn:default"';
const document = fc
  .tuple(element, fc.boolean())
  .map(
    ([root, declared]) =>
      `${declared ? '<?xml version="1.0" encoding="utf-8"?>\n' : ''}<root ${BOUND}>${root}</root>\n`,
  );

function readBySaxes(xml: string): XmlElement | null {
  const parser = new SaxesParser({ xmlns: true });
  const open: {
    name: string;
    namespace: string;
    attributes: Record<string, string>;
    children: XmlElement[];
    text: string;
  }[] = [];
  let root: XmlElement | null = null;
  let isBroken = false;
  parser.on('error', () => {
    isBroken = true;
  });
  parser.on('opentag', (tag) => {
    const written = Object.values(tag.attributes).filter(({ uri }) => uri !== 'http://www.w3.org/2000/xmlns/');
    const read = {
      name: tag.local,
      namespace: tag.uri,
      attributes: Object.fromEntries(written.map((attribute) => [attribute.local, attribute.value])),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(read);
    root ??= read;
    open.push(read);
  });
  parser.on('closetag', () => void open.pop());
  const add = (part: string) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += part;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(xml).close();
  return isBroken ? null : root;
}

function readByOurs(xml: string, cuts: readonly number[]): XmlElement | null {
  const bytes = Buffer.from(xml);
  const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length];
  const reader = createXmlReader();
  try {
    for (let index = 1; index < at.length; index += 1) reader.write(bytes.subarray(at[index - 1], at[index]));
    return plain(reader.end());
  } catch (error) {
    if ((error as { code?: string }).code === undefined) throw error;
    return null;
  }
}

function plain(read: XmlElement): XmlElement {
  return { ...read, attributes: { ...read.attributes }, children: read.children.map(plain) };
}

test('a document that saxes accepts is the same tree to us', () => {
  fc.assert(
    fc.property(document, fc.array(fc.nat(400), { maxLength: 5 }), (xml, cuts) => {
      const theirs = readBySaxes(xml);
      fc.pre(theirs !== null);
      expect(readByOurs(xml, cuts)).toEqual(theirs);
    }),
    { numRuns: 400 },
  );
});

test('a document that lost a piece is the same tree to both, or ours refuses it, or it lost its form only', () => {
  fc.assert(
    fc.property(document, fc.nat(400), fc.integer({ min: 1, max: 20 }), (xml, start, length) => {
      const damaged = xml.slice(0, start) + xml.slice(start + length);
      // Half a character is no text that bytes could carry.
      fc.pre(!/\p{Surrogate}/u.test(damaged));
      const theirs = readBySaxes(damaged);
      const ours = readByOurs(damaged, []);
      // Of names and of repeated attributes ours has the broader opinion, of nesting the same.
      const isRight = theirs === null ? ours === null || isBalanced(damaged) : isDeepStrictEqual(ours, theirs);
      expect(isRight).toBe(true);
    }),
    { numRuns: 400 },
  );
});

function isBalanced(xml: string): boolean {
  const open: string[] = [];
  const bare = xml.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>/g, '');
  for (const [, end, tag, rest] of bare.matchAll(/<(\/?)([^\s/>]+)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g)) {
    if (end === '/') {
      if (open.pop() !== tag) return false;
    } else if (rest?.endsWith('/') !== true) open.push(tag ?? '');
  }
  return open.length === 0;
}
