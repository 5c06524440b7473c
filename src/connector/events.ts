import type { ItemType, Side } from '../model/index.ts';
import type { Run } from './run.ts';

/** What pages and commands hear while they are open. Events carry no content; whoever hears one asks again. */
export type ConnectorEvent =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'data'; readonly side: Side; readonly itemType: ItemType }
  | { readonly kind: 'settings' }
  /** The schedule of an account changed: paused, backing off, next run. */
  | { readonly kind: 'account'; readonly accountId: string };

export interface EventHub {
  publish(event: ConnectorEvent): void;
  /** @returns how to stop listening */
  subscribe(listener: (event: ConnectorEvent) => void): () => void;
}

export function createEventHub(): EventHub {
  const listeners = new Set<(event: ConnectorEvent) => void>();
  return {
    publish: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
