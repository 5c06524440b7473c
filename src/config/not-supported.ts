/**
 * Values that the manual page or other products know and that this version cannot do. They are refused with a
 * sentence of their own, because "must be one of …" would leave the reader looking for the right spelling.
 */
const SENTENCES: readonly { readonly key: string; readonly values: RegExp; readonly sentence: string }[] = [
  {
    key: 'signIn',
    values: /^(oauth|oauth2|modern)$/i,
    sentence: 'OAuth sign-in is not supported; use `auto`, `basic` or `ntlm`',
  },
  {
    key: 'accessModel',
    values: /^(delegate|delegate_?access|delegate_?folder_?access|folder_?access)$/i,
    sentence:
      'delegate folder access is not supported; use `impersonation`, or leave `delegate` out so that every account brings its own credentials',
  },
  {
    key: 'invitations',
    values: /^(silent|notify)$/i,
    sentence: 'invitations are never sent; the only value is `never`',
  },
  {
    key: 'privateItems',
    values: /^busy_?only$/i,
    sentence: '`busyOnly` is not supported; use `skip` or `full`',
  },
];

export function notSupportedSentence(key: PropertyKey | undefined, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return SENTENCES.find((entry) => entry.key === key && entry.values.test(value))?.sentence ?? null;
}
