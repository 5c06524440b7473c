import type { FormerState } from './former-state.ts';

/** What an undo writes back into an item, and what it leaves. */
export type FormerValues = Extract<FormerState, { kind: 'changed' }>;

/** The same, less fields that stay as they are now. */
export function leaving({ changes, left, ...former }: FormerValues, names: readonly string[]): FormerValues {
  const stay = Object.keys(changes).filter((name) => names.includes(name));
  const back = Object.entries(changes).filter(([name]) => !names.includes(name));
  return { ...former, changes: Object.fromEntries(back), left: [...new Set([...left, ...stay])] };
}
