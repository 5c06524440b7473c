/** Documented in `docs/reference/cli.md`; scripts rely on them. */
export const EXIT = {
  done: 0,
  /** Something unexpected: a defect, a database that cannot be opened. */
  failed: 1,
  /** Wrong options, an unreadable file, a configuration or an object that does not exist or is not valid. */
  badInput: 2,
  /** A brake stopped a run before its first write; it waits for an approval. */
  held: 3,
  /** A run failed as a whole: server, network, certificate, sign-in, rights. */
  runFailed: 4,
  /** Done, but some items were refused or put aside. */
  needsAttention: 5,
} as const;
