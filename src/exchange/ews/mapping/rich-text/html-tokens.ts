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

const TAG = /^<(\/)?([a-z][a-z0-9:]*)\b(?:[^>"']|"[^"]*"|'[^']*')*>/i;
const HIDDEN_ELEMENTS: ReadonlySet<string> = new Set(['head', 'style', 'script', 'title', 'xml']);
/** A longer tag is none that a mail program wrote, and would be searched again from each of its characters. */
const LONGEST_TAG = 20_000;

/** The tokens lie one behind the other and cover the whole document. A lonely `<` is text. */
export function htmlTokens(html: string): readonly HtmlToken[] {
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
    const token = markupAt(html, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function markupAt(html: string, start: number): HtmlToken {
  if (html.startsWith('<!--', start)) return { kind: 'hidden', start, end: endBehind(html, '-->', start + 4) };
  if (html[start + 1] === '!' || html[start + 1] === '?') {
    return { kind: 'hidden', start, end: endBehind(html, '>', start) };
  }
  const match = TAG.exec(html.slice(start, start + LONGEST_TAG));
  if (match === null) return { kind: 'text', start, end: start + 1 };
  const name = (match[2] ?? '').toLowerCase();
  const end = start + match[0].length;
  const isClosing = match[1] !== undefined;
  if (!isClosing && HIDDEN_ELEMENTS.has(name) && !match[0].endsWith('/>')) {
    const closing = new RegExp(`</${name}\\s*>`, 'gi');
    closing.lastIndex = end;
    // Without its end the element is taken for empty: hiding the rest of the body would be worse.
    if (closing.exec(html) !== null) return { kind: 'hidden', start, end: closing.lastIndex };
  }
  return { kind: 'tag', start, end, name, isClosing };
}

function endBehind(html: string, text: string, from: number): number {
  const at = html.indexOf(text, from);
  return at === -1 ? html.length : at + text.length;
}
