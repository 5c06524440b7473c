import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainTextOfHtml } from '../plain-text-of-html.ts';
import { editRichText } from './edit-rich-text.ts';
import { htmlOfText } from './html-references.ts';

const OUTLOOK =
  '<html><head><style><!-- p.MsoNormal {margin:0} --></style></head><body lang="IT"><div class="WordSection1"><p class="MsoNormal">Gentile <b>Anna</b>,</p><p class="MsoNormal">il listino &egrave; <a href="https://example.it/l">qui</a>.</p><p class="MsoNormal">Tel. <span style="color:red">02 123</span></p></div></body></html>';
const SHOWN = 'Gentile Anna,\n\nil listino è qui<https://example.it/l>.\n\nTel. 02 123';

describe('an edit of the text of a formatted body', () => {
  it('changes the line that a person changed, and in it only what differs', () => {
    expect(editRichText(OUTLOOK, SHOWN, SHOWN.replace('02 123', '02 124'))).toBe(OUTLOOK.replace('02 123', '02 124'));
    expect(editRichText(OUTLOOK, SHOWN, SHOWN.replace('Gentile', 'Cara'))).toBe(OUTLOOK.replace('Gentile', 'Cara'));
  });

  it('keeps the address of a link out of its text', () => {
    expect(editRichText(OUTLOOK, SHOWN, SHOWN.replace('il listino', 'il nuovo listino'))).toBe(
      OUTLOOK.replace('il listino', 'il nuovo listino'),
    );
  });

  it('adds lines where they were added', () => {
    expect(editRichText(OUTLOOK, SHOWN, `${SHOWN}\n\nCiao <3`)).toBe(
      OUTLOOK.replace('</span></p>', '</span><br><br>Ciao &lt;3</p>'),
    );
    expect(editRichText(OUTLOOK, SHOWN, `Urgente\n${SHOWN}`)).toBe(OUTLOOK.replace('Gentile', 'Urgente<br>Gentile'));
    expect(editRichText(OUTLOOK, SHOWN, SHOWN.replace('\n\nTel', '\n\nGrazie\nTel'))).toBe(
      OUTLOOK.replace('Tel.', 'Grazie<br>Tel.'),
    );
  });

  it('takes a paragraph away with its text', () => {
    expect(editRichText(OUTLOOK, SHOWN, SHOWN.replace('Gentile Anna,\n\n', ''))).toBe(
      OUTLOOK.replace('<p class="MsoNormal">Gentile <b>Anna</b>,</p>', ''),
    );
    expect(editRichText('<div>a<br>b<br>c</div>', 'a\nb\nc', 'a\nb')).toBe('<div>a<br>b</div>');
    expect(editRichText('<div>a<br>b<br>c</div>', 'a\nb\nc', 'a')).toBe('<div>a<br></div>');
  });

  it('leaves a picture and the frame of a table where they are', () => {
    const table = '<table><tr><td>Nome</td><td>Ruolo</td></tr><tr><td>Anna</td><td>CTO</td></tr></table>';
    expect(editRichText(table, 'Nome Ruolo\nAnna CTO', 'Nome Ruolo\nAnna CEO')).toBe(table.replace('CTO', 'CEO'));
    expect(editRichText(table, 'Nome Ruolo\nAnna CTO', 'Nome Ruolo')).toBe(
      table.replace('Anna', '').replace('CTO', ''),
    );
    expect(editRichText('<p><img src="cid:1">a</p><p>b</p>', 'a\nb', 'b')).toBe('<p><img src="cid:1"></p><p>b</p>');
  });

  it('finds lists that the server shows with bullets and numbers', () => {
    const list = '<ol><li>uno</li><li>due</li></ol>';
    const shown = '  1.  uno\n  2.  due';
    expect(editRichText(list, shown, '  1.  uno\n  2.  due e mezzo')).toBe(list.replace('due', 'due e mezzo'));
  });

  it('writes into a body that shows nothing', () => {
    expect(editRichText('<html><body><img src="x"></body></html>', '', 'a & b\nc')).toBe(
      '<html><body><img src="x"><div>a &amp; b<br>c</div></body></html>',
    );
  });

  it('keeps a picture that is written into the body itself, however large it is', () => {
    const html = `<p><img alt="l'insegna" src="data:image/png;base64,${'A'.repeat(100_000)}">Ciao Anna</p>`;
    expect(editRichText(html, 'Ciao Anna', 'Ciao Bruno')).toBe(html.replace('Anna', 'Bruno'));
  });

  it.each(['<a ', '<!', '<!--', '<style>', '<a x="', `<a x='>'`, '<http:', '&#32;', '<'])(
    'takes no longer for a line of nothing but %s, and takes it away',
    (piece) => {
      const html = `<p>Anna</p>${piece.repeat(400_000 / piece.length)}`;
      const startedAt = performance.now();
      expect(plainTextOfHtml(html)).toMatch(/^Anna/);
      expect(editRichText(html, `Anna\n${piece.repeat(400_000 / piece.length)}`, 'Bruno')).toMatch(/^<p>Bruno/);
      expect(performance.now() - startedAt).toBeLessThan(4_000);
    },
  );

  it('is refused when there is too much to compare', () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `n${index}`);
    const html = lines.map((line) => `<p>${line}</p>`).join('');
    expect(editRichText(html, lines.join('\n'), lines.toReversed().join('\n'))).toBeNull();
  });

  const word = fc.constantFrom(
    'Anna',
    'è',
    'a & b',
    '<3',
    'due  spazi',
    '😀',
    '1.',
    '---',
    'https://example.it/x?a=1&b=2',
  );
  const line = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
  const wrap = fc.constantFrom(
    (text: string) => `<p class="a">${text}</p>`,
    (text: string) => `<p><b>${text}</b></p>`,
    (text: string) => `<div>${text}<br></div>`,
    (text: string) => `<ul><li>${text}</li></ul>`,
    (text: string) => `${text}<br>\r\n`,
    (text: string) => `<table><tr><td>${text}</td></tr></table>`,
  );
  const documentOf = fc.array(fc.tuple(line, wrap), { minLength: 1, maxLength: 6 });

  it('comes out as the person left it, whatever the body is made of', () => {
    const words = (text: string) =>
      text
        .split('\n')
        .map((part) => part.replace(/\s+/g, ' ').trim())
        .filter((part) => part !== '');
    fc.assert(
      fc.property(documentOf, fc.array(line, { maxLength: 3 }), fc.nat(), fc.nat(), (parts, added, at, removed) => {
        const html = parts.map(([text, wrapped]) => wrapped(htmlOfText(text))).join('');
        const shown = plainTextOfHtml(html).replaceAll('\u00a0', ' ');
        const lines = shown.split('\n');
        const place = at % (lines.length + 1);
        const wanted = [...lines.slice(0, place), ...added, ...lines.slice(place + (removed % 3))].join('\n');
        const edited = editRichText(html, shown, wanted);
        expect(words(plainTextOfHtml(edited ?? '').replaceAll('\u00a0', ' '))).toEqual(words(wanted));
      }),
      { numRuns: 400 },
    );
  });

  it('changes nothing where nothing was changed', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        const html = `<p>a</p>${noise}<p>b</p>`;
        expect(editRichText(html, plainTextOfHtml(html), plainTextOfHtml(html))).toBe(html);
      }),
    );
  });
});
