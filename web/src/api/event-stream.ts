import { createParser } from 'eventsource-parser';
import { ApiProblem } from './problem.ts';
import type { Method } from './request.ts';
import { send } from './request.ts';

/** A stream that is silent for so long, heartbeats included, has lost its other end. */
const SILENCE_MS = 120_000;

export interface StreamedEvent {
  readonly kind: string;
  readonly data: unknown;
}

/**
 * Reads server-sent events until the server ends the stream. The browser's EventSource can neither POST nor send
 * the CSRF token, so the answer of `fetch` is read.
 * @param body `undefined` sends none
 * @param signal ends the reading; the promise then resolves
 * @param onOpen the server has accepted; events follow
 * @throws ApiProblem with the code of the API, or `offline` also for a stream that breaks off
 */
export async function streamEvents(
  method: Method,
  path: string,
  body: unknown,
  onEvent: (event: StreamedEvent) => void,
  signal: AbortSignal,
  onOpen: () => void = () => undefined,
): Promise<void> {
  const ending = new AbortController();
  const end = () => ending.abort();
  signal.addEventListener('abort', end);
  let silence = setTimeout(end, SILENCE_MS);
  try {
    const response = await send(method, path, body === undefined ? {} : { body }, ending.signal);
    if (response.body === null) throw new ApiProblem(0, 'offline', {});
    onOpen();
    const parser = createParser({
      onEvent: ({ event, data }) => onEvent({ kind: event ?? 'message', data: dataOf(data) }),
    });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new ApiProblem(0, 'offline', {});
      });
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MS);
      parser.feed(value);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    ending.abort();
  }
}

function dataOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
