/** Takes what stands from `start` to `end` away and puts `html` there. */
export interface HtmlEdit {
  readonly start: number;
  readonly end: number;
  readonly html: string;
}

/** Edits at one place are applied in the order given; what several take away goes once. */
export function applyEdits(html: string, edits: readonly HtmlEdit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, html: inserted } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start > at) {
      result += html.slice(at, start);
      at = start;
    }
    result += inserted;
    at = Math.max(at, end);
  }
  return result + html.slice(at);
}
