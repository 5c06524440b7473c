import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childText, findDescendant } from './element.ts';
import { createXmlReader, readXml, XML_LIMITS } from './read.ts';

const T = 'http://schemas.microsoft.com/exchange/services/2006/types';

function failureOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error;
  }
  return null;
}

function codeOf(read: () => unknown): string {
  const error = failureOf(read);
  return error === null ? 'none' : ((error as { code?: string }).code ?? String(error));
}

describe('reading', () => {
  test('prefixes are the sender’s business: elements are found by local name and namespace', () => {
    for (const document of [
      `<t:Contact xmlns:t="${T}"><t:GivenName>Zoë</t:GivenName></t:Contact>`,
      `<Contact xmlns="${T}"><GivenName>Zoë</GivenName></Contact>`,
      `<q-1:Contact xmlns:q-1="${T}"><x:GivenName xmlns:x="${T}">Zoë</x:GivenName></q-1:Contact>`,
    ]) {
      const contact = readXml(document);
      expect(contact.name).toBe('Contact');
      expect(contact.namespace).toBe(T);
      expect(childText(contact, 'GivenName')).toBe('Zoë');
    }
  });

  test('a prefix that nobody bound is overlooked', () => {
    const root = readXml('<s:Envelope><m:Contact t:Id="1">Zoë</m:Contact></s:Envelope>');
    expect(root.name).toBe('Envelope');
    expect(root.children).toMatchObject([{ name: 'Contact', namespace: '', attributes: { Id: '1' }, text: 'Zoë' }]);
    expect(codeOf(() => readXml('<a:x></b:x>'))).toBe('response_not_xml');
  });

  test('attributes are kept by local name, declarations of namespaces are not attributes', () => {
    const element = readXml('<a xmlns:x="u" x:nil="true" Id="1" __proto__="p"/>');
    expect({ ...element.attributes }).toEqual({ nil: 'true', Id: '1', ['__proto__']: 'p' });
    expect(element.attributes['constructor']).toBeUndefined();
  });

  test('text is kept untrimmed, across CDATA, comments and children', () => {
    expect(readXml('<a> 1<!-- no -->2<![CDATA[<3>]]><b>x</b> 4\r\n</a>').text).toBe(' 12<3> 4\n');
  });

  test('a byte order mark and UTF-16 are understood', () => {
    expect(readXml('\ufeff<?xml version="1.0" encoding="utf-8"?><a>è</a>').text).toBe('è');
    expect(readXml(Buffer.from('\ufeff<a>è</a>', 'utf16le')).text).toBe('è');
    expect(readXml(Buffer.from('<a>\xe8</a>', 'latin1'), { charset: 'ISO-8859-1' }).text).toBe('è');
    expect(readXml('<a>è</a>', { charset: 'no-such-thing' }).text).toBe('è');
  });

  test.each([
    [
      'Latin-1 that only the document declares',
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>è</a>',
      'latin1',
      undefined,
    ],
    ['UTF-16 without a byte order mark', '<?xml version="1.0" encoding="utf-16"?><a>è</a>', 'utf16le', undefined],
    ['UTF-8 that is labelled UTF-16', '<?xml version="1.0" encoding="utf-16"?><a>è</a>', 'utf8', 'utf-16'],
    ['UTF-8 that is labelled ASCII', '<a>è</a>', 'utf8', 'us-ascii'],
    ['blank lines before the declaration', '\r\n  <?xml version="1.0" encoding="utf-8"?><a>è</a>', 'utf8', 'utf-8'],
    ['a mark and a blank line', '\ufeff\n<?xml version="1.0"?>\n<a>è</a>', 'utf8', undefined],
  ] as const)('%s is read however the bytes are cut', (_, document, encoding, charset) => {
    const bytes = Buffer.from(document, encoding);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const reader = createXmlReader({ charset });
      reader.write(bytes.subarray(0, cut));
      reader.write(bytes.subarray(cut));
      expect([cut, reader.end().text]).toEqual([cut, 'è']);
    }
  });

  test('the root of a page is known before the page ends', () => {
    const reader = createXmlReader();
    reader.write(Buffer.from('<html><body>Please'));
    expect(reader.rootName()).toBe('html');
  });

  test('the tree is the same however the bytes are cut', () => {
    const bytes = Buffer.from(`<e:E xmlns:e="${T}"><e:A Id="à&#x1F;b">😀&#xD83D;&#xDE00;&#0;</e:A><B/>é</e:E>`);
    const whole = readXml(bytes);
    expect(findDescendant(whole, 'A')?.text).toBe('😀😀');
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const reader = createXmlReader();
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        for (let index = 1; index < at.length; index += 1) reader.write(bytes.subarray(at[index - 1], at[index]));
        expect(reader.end()).toEqual(whole);
      }),
    );
  });

  test('a tag that comes letter by letter is not looked at anew with each letter', () => {
    const letters = (text: string) => Array.from(Buffer.from(text), (letter) => Buffer.of(letter));
    const endless = createXmlReader();
    endless.write(Buffer.from('<a'));
    const attribute = letters(' b=">"');
    const before = process.cpuUsage();
    const code = codeOf(() => {
      for (;;) for (const letter of attribute) endless.write(letter);
    });
    // Otherwise it is five seconds.
    expect([code, process.cpuUsage(before).user < 1_500_000]).toEqual(['response_too_large', true]);

    const long = `<a>${`<b c="${'>'.repeat(9_000)}">d</b>`.repeat(2)}</a>`;
    const reader = createXmlReader();
    for (const letter of letters(long)) reader.write(letter);
    expect(reader.end()).toEqual(readXml(long));
  });
});

describe('refusing', () => {
  test('every proper beginning of a document is a truncated response, never a smaller answer', () => {
    const document = `<?xml version="1.0"?><s:E xmlns:s="u" a="1"><s:B><!-- c --><x>t &amp; u</x></s:B></s:E>`;
    for (let length = 0; length < document.length; length += 1) {
      const part = document.slice(0, length);
      expect([part, codeOf(() => readXml(part))]).toEqual([part, 'response_truncated']);
    }
    expect(codeOf(() => readXml(document))).toBe('none');
  });

  test.each([
    ['Service Unavailable', 'response_not_xml'],
    ['<a><b></a>', 'response_not_xml'],
    ['<a>&nbsp;</a>', 'response_not_xml'],
    ['<a/><b/>', 'response_not_xml'],
    ['<!DOCTYPE a><a/>', 'response_doctype'],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'response_doctype'],
  ])('%s is %s', (document, code) => {
    expect(codeOf(() => readXml(document))).toBe(code);
  });

  test('depth, number of elements and bytes are bounded', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(codeOf(() => readXml(nested(XML_LIMITS.maxDepth)))).toBe('none');
    expect(codeOf(() => readXml(nested(XML_LIMITS.maxDepth + 1)))).toBe('response_too_deep');
    expect(codeOf(() => readXml(nested(200_000)))).toBe('response_too_deep');

    const limits = { ...XML_LIMITS, maxBytes: 40, maxNodes: 4 };
    expect(codeOf(() => readXml('<a><b/><b/><b/></a>', { limits }))).toBe('none');
    expect(codeOf(() => readXml('<a><b/><b/><b/><b/></a>', { limits }))).toBe('response_too_large');
    expect(codeOf(() => readXml(`<a>${' '.repeat(40)}</a>`, { limits }))).toBe('response_too_large');
  });

  test('an error tells the place, not the content', () => {
    const error = failureOf(() => readXml('<a>\n<secret>&nbsp;</secret></a>'));
    expect(error).toMatchObject({ code: 'response_not_xml', disposition: 'retry', details: { line: 2 } });
    expect(String(error)).not.toContain('secret');
  });
});
