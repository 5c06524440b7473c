import type { Side } from '../model/index.ts';
import type { NewHint } from '../store/port.ts';

/** Names an item where those of both sides stand in one map or set. */
export function itemKey(side: Side, itemId: string): string {
  return `${side}:${itemId}`;
}

/** The item that a key names. */
export function itemOfKey(key: string): NewHint {
  const end = key.indexOf(':');
  return { side: key.slice(0, end) === 'crm' ? 'crm' : 'exchange', itemId: key.slice(end + 1) };
}
