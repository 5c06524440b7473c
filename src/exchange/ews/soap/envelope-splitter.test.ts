import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import { findDescendant } from '../xml/element.ts';
import { createEnvelopeSplitter } from './envelope-splitter.ts';

/** As different servers write them: with a declaration, another prefix, none, line breaks between. */
const written = (text: string) => [
  `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="x"><s:Body><Told>${text}</Told></s:Body></s:Envelope>`,
  `<Envelope xmlns="x"><soap11:Body xmlns:soap11="x"><Told>${text}</Told></soap11:Body></Envelope>`,
  `\r\n<soap-env:Envelope xmlns:soap-env="x"><soap-env:Body><Told>${text}</Told></soap-env:Body></soap-env:Envelope >\r\n`,
];

const text = fc.constantFrom('', 'Perché no?', '日本', '🎉 Envelope &lt;/Envelope&gt;', 'a'.repeat(300));
const envelope = fc
  .tuple(text, fc.nat({ max: 2 }))
  .map(([told, kind]) => ({ told, markup: written(told)[kind] ?? '' }));

test('envelopes come out whole and in order, wherever the network cuts them', () => {
  fc.assert(
    fc.property(fc.array(envelope, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 40 })), (envelopes, cuts) => {
      const bytes = Buffer.from(envelopes.map(({ markup }) => markup).join(''));
      const splitter = createEnvelopeSplitter('utf-8');
      const heard: string[] = [];
      let begin = 0;
      for (const size of [...cuts, bytes.length]) {
        for (const root of splitter.take(bytes.subarray(begin, begin + size)))
          heard.push(findDescendant(root, 'Told')?.text ?? '(none)');
        begin += size;
      }
      splitter.end();
      expect(heard).toEqual(envelopes.map(({ told }) => told.replaceAll('&lt;', '<').replaceAll('&gt;', '>')));
    }),
  );
});

test('each is handed out as soon as its last byte is there', () => {
  const splitter = createEnvelopeSplitter();
  const bytes = Buffer.from(written('one')[0] ?? '');
  expect(splitter.take(bytes.subarray(0, -1))).toHaveLength(0);
  expect(splitter.take(bytes.subarray(-1))).toHaveLength(1);
});

test.each([
  ['a page for people', '<html><body>Sign in</body></html>', 'not_ews'],
  ['an envelope that breaks off', `${written('one')[0]}<s:Envelope xmlns:s="x"><s:Bo`, 'response_truncated'],
])('%s is told from the end of a stream', (_what, content, code) => {
  const splitter = createEnvelopeSplitter();
  splitter.take(Buffer.from(content));
  expect(() => splitter.end()).toThrow(expect.objectContaining({ code }));
});

test('an envelope without end is not kept for ever', () => {
  const splitter = createEnvelopeSplitter();
  const megabyte = Buffer.alloc(1024 * 1024, 'a');
  const pour = () => {
    for (let i = 0; i < 10; i++) splitter.take(megabyte);
  };
  expect(pour).toThrow(ConnectorError);
});

test('one that comes byte by byte costs no more than its bytes', () => {
  const bytes = Buffer.from(written('a'.repeat(200_000))[0] ?? '');
  const splitter = createEnvelopeSplitter();
  const startedAt = performance.now();
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) count += splitter.take(bytes.subarray(at, at + 1)).length;
  expect(count).toBe(1);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});
