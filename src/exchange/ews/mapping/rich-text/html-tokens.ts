import type { HtmlSearch } from './html-search.ts';
import { createHtmlSearch } from './html-search.ts';

/** A piece of an HTML document, by its place in it. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'tag';
      readonly start: number;
      readonly end: number;
      /** Lower case. */
      readonly name: string;
      readonly isClosing: boolean;
    }
  /** Comments, declarations, and what stands in `head`, `style` and `script`: nobody reads it. */
  | { readonly kind: 'hidden'; readonly start: number; readonly end: number };

const NAME = /<(\/)?([a-z][a-z0-9:]*)\b/iy;
const HIDDEN_ELEMENTS: ReadonlySet<string> = new Set(['head', 'style', 'script', 'title', 'xml']);

/** The tokens lie one behind the other and cover the whole document. A lonely `<` is text. */
export function htmlTokens(html: string): readonly HtmlToken[] {
  const search = createHtmlSearch(html);
  const tokens: HtmlToken[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open !== at) {
      const end = open === -1 ? html.length : open;
      tokens.push({ kind: 'text', start: at, end });
      at = end;
      continue;
    }
    const token = markupAt(html, at, search) ?? { kind: 'text', start: at, end: at + 1 };
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** What has no end is taken for text, or for empty: hiding the rest of the body would be worse. */
function markupAt(html: string, start: number, search: HtmlSearch): HtmlToken | null {
  if (html[start + 1] === '!' || html[start + 1] === '?') {
    const comment = html.startsWith('<!--', start) ? search.behind('-->', start + 4) : null;
    const end = comment ?? search.behind('>', start);
    return end === null ? null : { kind: 'hidden', start, end };
  }
  NAME.lastIndex = start;
  const match = NAME.exec(html);
  if (match === null) return null;
  const end = search.behindTag(start + match[0].length);
  if (end === null) return null;
  const name = (match[2] ?? '').toLowerCase();
  const isClosing = match[1] !== undefined;
  if (!isClosing && HIDDEN_ELEMENTS.has(name) && !html.startsWith('/>', end - 2)) {
    const behind = search.behindElement(name, end);
    if (behind !== null) return { kind: 'hidden', start, end: behind };
  }
  return { kind: 'tag', start, end, name, isClosing };
}
