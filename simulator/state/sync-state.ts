import { gunzipSync, gzipSync } from 'node:zlib';
import type { NumberRanges } from './number-ranges.ts';

/** Counted up whenever the layout changes: an older state is then refused, as Exchange does after an upgrade. */
const LAYOUT = 2;

/**
 * What a client knows of a folder: the changes up to `at`, and which items it was given. Like Exchange's
 * own states it carries the set of known items, so creates, updates and deletes are told exactly, page by page.
 */
export interface SyncState {
  readonly scope: 'items' | 'hierarchy';
  readonly mailbox: string;
  readonly folder: number;
  readonly at: number;
  /** When the state was given. A page in the midst of a listing reaches back to before that. */
  readonly issued: number;
  readonly given: NumberRanges;
}

export function writeSyncState(state: SyncState): string {
  const { scope, mailbox, folder, at, issued, given } = state;
  return gzipSync(JSON.stringify([LAYOUT, scope, mailbox, folder, at, issued, given])).toString('base64');
}

/** @returns `undefined` for anything that `writeSyncState` did not write */
export function readSyncState(text: string): SyncState | undefined {
  try {
    const bytes = Buffer.from(text, 'base64');
    const parts: unknown = JSON.parse(gunzipSync(bytes, { maxOutputLength: 64 * 1024 * 1024 }).toString('utf8'));
    if (!Array.isArray(parts) || parts[0] !== LAYOUT) return undefined;
    const [, scope, mailbox, folder, at, issued, given] = parts as [
      number,
      SyncState['scope'],
      string,
      number,
      number,
      number,
      NumberRanges,
    ];
    return { scope, mailbox, folder, at, issued, given };
  } catch {
    return undefined;
  }
}
