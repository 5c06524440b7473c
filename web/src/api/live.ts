import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { streamEvents } from './event-stream.ts';
import { createGathering } from './gathering.ts';

const RECONNECT_MS = 2_000;
/** A run reports its progress several times a second; asking as often would only delay the answers. */
const GATHER_MS = 400;
/** What is said of many accounts changes all the time in a large company, and costs more to ask. */
const GATHER_LISTS_MS = 5_000;

/** What has to be read again after an event; the first parts of query keys. */
const CONCERNED: Readonly<Record<string, readonly string[]>> = {
  run: ['status', 'runs', 'plan', 'conflicts'],
  account: ['status', 'stops'],
  settings: ['status', 'accounts', 'profiles', 'users', 'audit', 'installation'],
  data: ['records'],
};
/** As above, and of many accounts. */
const LISTS_CONCERNED: Readonly<Record<string, readonly string[]>> = {
  run: ['accounts', 'profiles'],
  account: ['accounts', 'profiles'],
};

/**
 * Listens to the connector's events and asks again for what they concern.
 * @returns whether the stream is open
 */
export function useLiveEvents(): boolean {
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const near = createGathering<Concerned>(GATHER_MS, GATHER_MS, (concerned) => askAgain(queries, concerned));
    const lists = createGathering<Concerned>(GATHER_MS, GATHER_LISTS_MS, (concerned) => askAgain(queries, concerned));
    const hear = ({ kind, data }: { readonly kind: string; readonly data: unknown }) => {
      const account = accountOf(data);
      for (const key of CONCERNED[kind] ?? []) near.add({ key, account });
      for (const key of LISTS_CONCERNED[kind] ?? []) lists.add({ key, account: null });
    };
    const listen = async () => {
      while (!stop.signal.aborted) {
        try {
          await streamEvents('GET', '/api/events', undefined, hear, stop.signal, () => setOpen(true));
        } catch {
          // A broken stream is opened again; what was missed is asked for below.
        }
        setOpen(false);
        if (stop.signal.aborted) return;
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
        void queries.invalidateQueries();
      }
    };
    void listen();
    return () => {
      stop.abort();
      near.stop();
      lists.stop();
    };
  }, [queries]);
  return open;
}

interface Concerned {
  readonly key: string;
  /** The event is about this one; `null`: about any. */
  readonly account: string | null;
}

/** What is said of one account (`[key, 'account', name]`) is not asked again for the sake of another. */
function askAgain(queries: QueryClient, concerned: readonly Concerned[]): void {
  void queries.invalidateQueries({
    predicate: ({ queryKey: [first, about, name] }) =>
      concerned.some(
        ({ key, account }) => first === key && (about !== 'account' || account === null || account === name),
      ),
  });
}

function accountOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('account' in data)) return null;
  return typeof data.account === 'string' ? data.account : null;
}
