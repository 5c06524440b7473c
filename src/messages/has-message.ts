import { en } from './en/index.ts';

/** Whether there is a sentence for this key; for codes that a server invents there is none. */
export function hasMessage(key: string): boolean {
  let node: unknown = en;
  for (const part of key.split('.')) {
    if (typeof node !== 'object' || node === null) return false;
    node = (node as Record<string, unknown>)[part];
  }
  return typeof node === 'string';
}
