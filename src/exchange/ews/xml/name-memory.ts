/** The names of one document, which are few and come many thousand times: each is the same string again. */
export interface NameMemory {
  /** What stands in `text` from `start` up to `end`. */
  nameAt(text: string, start: number, end: number): string;
  /** The document is over: a name is a part of its text, and keeps it. */
  forget(): void;
}

/** A power of two. */
const PLACES = 512;

export function createNameMemory(): NameMemory {
  /** Of the names that share a place the last one. */
  const names = new Map<number, string>();
  return {
    nameAt(text, start, end) {
      const length = end - start;
      // Prefixes are alike, and so are many ends; what is in the middle seldom is.
      const middle = text.charCodeAt(start + (length >> 1));
      const place = (length * 31 + middle * 7 + text.charCodeAt(end - 1)) & (PLACES - 1);
      const known = names.get(place);
      if (known?.length === length && text.startsWith(known, start)) return known;
      const name = text.slice(start, end);
      names.set(place, name);
      return name;
    },
    forget: () => names.clear(),
  };
}
