import type { EventStream } from './event-stream.ts';

/** Takes a place for a stream among those of the same owner. */
export type StreamPlaces = (owner: string, stream: EventStream) => void;

/**
 * An owner has only so many streams open at a time: one more ends the one that was opened first. A refusal would hit
 * the page that somebody just opened, for those that they left open.
 * @param limit for each owner
 */
export function createStreamPlaces(limit: number): StreamPlaces {
  const taken = new Map<string, Set<EventStream>>();
  return (owner, stream) => {
    if (stream.closed.aborted) return;
    const streams = taken.get(owner) ?? new Set();
    taken.set(owner, streams.add(stream));
    stream.closed.addEventListener('abort', () => {
      streams.delete(stream);
      if (streams.size === 0) taken.delete(owner);
    });
    const [oldest] = streams;
    if (streams.size > limit) oldest?.end();
  };
}
