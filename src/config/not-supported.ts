import type { ProblemSentence } from './problem.ts';

/**
 * Values that the manual page or other products know and that this version cannot do. They are refused with a
 * sentence of their own, because "must be one of …" would leave the reader looking for the right spelling.
 */
const SENTENCES: readonly { readonly key: string; readonly values: RegExp; readonly sentence: ProblemSentence }[] = [
  {
    key: 'invitations',
    values: /^(silent|notify)$/i,
    sentence: 'invitations_never',
  },
  {
    key: 'privateItems',
    values: /^busy_?only$/i,
    sentence: 'private_busy_only',
  },
];

export function notSupportedSentence(key: PropertyKey | undefined, value: unknown): ProblemSentence | null {
  if (typeof value !== 'string') return null;
  return SENTENCES.find((entry) => entry.key === key && entry.values.test(value))?.sentence ?? null;
}
