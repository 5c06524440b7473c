/** A text cut into what is as in the other one, what is not, and what is again. */
export interface Difference {
  readonly before: string;
  /** Empty where the other text only has more. */
  readonly differing: string;
  readonly after: string;
}

/** Where a text differs from another one, word by word: half a word is read as a mistake of the page. */
export function differenceTo(other: string, text: string): Difference {
  const theirs = wordsOf(other);
  const words = wordsOf(text);
  const most = Math.min(theirs.length, words.length);
  let start = 0;
  while (start < most && theirs[start] === words[start]) start++;
  let end = 0;
  while (end < most - start && theirs[theirs.length - 1 - end] === words[words.length - 1 - end]) end++;
  const join = (from: number, to: number) => words.slice(from, to).join('');
  // A space that is underlined looks like a mistake, too.
  while (words[start]?.trim() === '' && start < words.length - end) start++;
  while (words[words.length - 1 - end]?.trim() === '' && start < words.length - end) end++;
  return {
    before: join(0, start),
    differing: join(start, words.length - end),
    after: join(words.length - end, words.length),
  };
}

/** Words and what stands between them. */
function wordsOf(text: string): readonly string[] {
  return text.split(/(\s+)/).filter((word) => word !== '');
}
