/**
 * Seeds that found a defect once, with what it was. A seed means another history after a change of the simulation; each
 * defect therefore has a small test of its own (`src/sync-run/surprised.test.ts`, `other-mailbox.test.ts` and beside them),
 * and these stay as a first look. To be cleared when the generator changes.
 */
export const REGRESSIONS: readonly { readonly seed: number; readonly found: string }[] = [];
