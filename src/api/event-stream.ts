import type { FastifyReply } from 'fastify';

/** Proxies and browsers close a silent connection after half a minute or more. */
const HEARTBEAT_MS = 15_000;
/** A reader that falls behind this far is cut off; it opens the stream again and reads the state anew. */
const BACKLOG_BYTES = 1024 * 1024;

/** An answer in server-sent events. */
export interface EventStream {
  send(kind: string, data: unknown): void;
  /** Ends the answer. */
  end(): void;
  /** The reader went away, or the stream was ended. */
  readonly closed: AbortSignal;
}

/**
 * Turns the answer into a stream of events; nothing else may be sent with `reply` afterwards.
 * @param onHeartbeat called every quarter of a minute, for what has to be looked at again and again
 */
export function openEventStream(
  reply: FastifyReply,
  onHeartbeat: (stream: EventStream) => void = () => undefined,
): EventStream {
  // The headers of every answer are added when an answer is sent, and this one never is.
  const headers = reply.getHeaders() as Record<string, string>;
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    // Proxies that gather answers would hold the events back.
    'x-accel-buffering': 'no',
  });
  raw.write(': open\n\n');
  const closing = new AbortController();
  const stream: EventStream = {
    send: (kind, data) => {
      if (closing.signal.aborted) return;
      if (raw.writableLength > BACKLOG_BYTES) raw.destroy();
      else raw.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end: () => {
      close();
      raw.end();
    },
    closed: closing.signal,
  };
  const heartbeat = setInterval(() => {
    raw.write(': still here\n\n');
    onHeartbeat(stream);
  }, HEARTBEAT_MS);
  const close = () => {
    clearInterval(heartbeat);
    closing.abort();
  };
  raw.on('close', close);
  raw.on('error', close);
  // Not whether the request is destroyed: one with a body is, as soon as that was read.
  if (raw.destroyed || reply.request.raw.socket.destroyed) close();
  return stream;
}
