/**
 * Looks for the ends of markup. Whoever sends a mail writes its body: one in which nothing ends what it begins must not
 * cost a search of the whole document at each of its characters.
 */
export interface HtmlSearch {
  /** Each returns the place behind what was found, `null` where it does not come any more. */
  behind(text: string, from: number): number | null;
  /** @param from behind the name of the tag */
  behindTag(from: number): number | null;
  /** Behind the closing tag of that name. */
  behindElement(name: string, from: number): number | null;
}

/** A `>` in the value of an attribute ends no tag, and quotes anywhere else are letters like others. */
const END_OR_VALUE = />|=\s*["']/g;
/** So many tags with a value without end are no mail program's work. From then on a `<` of that kind is text. */
const MOST_BROKEN_TAGS = 50;

/** To be asked for places from the beginning to the end of the document. */
export function createHtmlSearch(html: string): HtmlSearch {
  const exhausted = new Set<string>();
  let brokenTags = 0;

  const behind: HtmlSearch['behind'] = (text, from) => {
    if (exhausted.has(text)) return null;
    const at = html.indexOf(text, from);
    if (at !== -1) return at + text.length;
    exhausted.add(text);
    return null;
  };

  return {
    behind,
    behindTag(from) {
      if (brokenTags === MOST_BROKEN_TAGS || behind('>', from) === null) return null;
      const end = endOfTag(html, from);
      if (end === null) brokenTags += 1;
      return end;
    },
    behindElement(name, from) {
      if (exhausted.has(`</${name}`)) return null;
      const closing = new RegExp(`</${name}\\s*>`, 'gi');
      closing.lastIndex = from;
      if (closing.exec(html) !== null) return closing.lastIndex;
      exhausted.add(`</${name}`);
      return null;
    },
  };
}

function endOfTag(html: string, from: number): number | null {
  END_OR_VALUE.lastIndex = from;
  for (let found = END_OR_VALUE.exec(html); found !== null; found = END_OR_VALUE.exec(html)) {
    if (found[0] === '>') return END_OR_VALUE.lastIndex;
    const close = html.indexOf(found[0].slice(-1), END_OR_VALUE.lastIndex);
    if (close === -1) return null;
    END_OR_VALUE.lastIndex = close + 1;
  }
  return null;
}
