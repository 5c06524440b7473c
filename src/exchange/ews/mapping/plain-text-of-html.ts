import { decodeReference, REFERENCE } from './rich-text/html-references.ts';
import type { HtmlToken } from './rich-text/html-tokens.ts';
import { htmlTokens } from './rich-text/html-tokens.ts';

const ENDS_LINE: ReadonlySet<string> = new Set('p div tr li h1 h2 h3 h4 h5 h6 blockquote'.split(' '));

/**
 * What a person reads of an HTML body, for servers that answer HTML although plain text was asked for.
 * Keeps words and line breaks; formatting is lost.
 */
export function plainTextOfHtml(html: string): string {
  const written = htmlTokens(html).map((token) =>
    token.kind === 'text' ? html.slice(token.start, token.end).replace(/\s+/g, ' ') : endsLine(token) ? '\n' : '',
  );
  return written
    .join('')
    .replace(REFERENCE, decodeReference)
    .split('\n')
    .map(withoutSpacesAround)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function endsLine(token: HtmlToken): boolean {
  return token.kind === 'tag' && (token.isClosing ? ENDS_LINE.has(token.name) : token.name === 'br');
}

/** By hand: an expression for it tries again from each space of a long row. */
function withoutSpacesAround(line: string): string {
  let start = 0;
  let end = line.length;
  while (line[start] === ' ') start += 1;
  while (end > start && line[end - 1] === ' ') end -= 1;
  return line.slice(start, end);
}
