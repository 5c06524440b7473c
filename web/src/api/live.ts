import { useQueryClient } from '@tanstack/react-query';
import { createParser } from 'eventsource-parser';
import { useEffect, useState } from 'react';
import { currentToken } from '../access/token.ts';

const RECONNECT_MS = 2_000;

/**
 * Listens to the connector's events and asks again for what they concern. The browser's EventSource
 * cannot send the token, so the stream is read with fetch.
 * @returns whether the stream is open
 */
export function useLiveEvents(): boolean {
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const listen = async () => {
      while (!stop.signal.aborted) {
        try {
          await readEvents(
            stop.signal,
            () => setOpen(true),
            (kind) => void queries.invalidateQueries({ queryKey: keyOf(kind) }),
          );
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
    return () => stop.abort();
  }, [queries]);
  return open;
}

function keyOf(kind: string): readonly string[] {
  if (kind === 'run') return ['status'];
  return kind === 'data' ? ['records'] : [];
}

async function readEvents(signal: AbortSignal, onOpen: () => void, onEvent: (kind: string) => void): Promise<void> {
  const response = await fetch('/api/events', { signal, headers: { authorization: `Bearer ${currentToken() ?? ''}` } });
  if (!response.ok || response.body === null) throw new Error(`events: ${response.status}`);
  onOpen();
  const parser = createParser({ onEvent: (event) => onEvent(event.event ?? 'message') });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(value);
  }
}
