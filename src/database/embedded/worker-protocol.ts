import type { Row } from '../port.ts';

/** To the worker. One request at a time; `id` ties the answer to it. */
export type WorkerRequest =
  | { readonly kind: 'query'; readonly id: number; readonly sql: string; readonly params: readonly unknown[] }
  | { readonly kind: 'script'; readonly id: number; readonly sql: string }
  | { readonly kind: 'close'; readonly id: number };

export interface WorkerError {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly routine?: string;
  /** The engine itself ended; no later answer of this worker counts. */
  readonly engineDied: boolean;
}

/** From the worker: first exactly one of `ready`, `notDurable`, `openFailed`; then an answer to each request. */
export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'notDurable' }
  | { readonly kind: 'openFailed'; readonly error: WorkerError }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: readonly Row[] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WorkerError };
