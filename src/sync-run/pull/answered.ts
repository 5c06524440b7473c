import type { Chunk } from '../load/load-chunk.ts';

/** Beyond it pairs are looked at twice again: wrong for nobody, and memory stays bounded. */
const REMEMBERED = 50_000;

/**
 * Links that one pass over the hints has looked at. Both ends of a pair are read together, so the hint of its other
 * end, chunks later, asks nothing new; planned again, the pair would count twice in front of the brakes.
 */
export interface Answered {
  has(linkId: string): boolean;
  /** Looked at with this item as its own, which it was found under whatever id the link knows. */
  hasAs(linkId: string, exchangeId: string): boolean;
  note(chunk: Chunk): void;
  /** Whether the hints of the other ends are done with, or another pass needs them. */
  readonly settles: boolean;
}

export function createAnswered(settles: boolean): Answered {
  const links = new Map<string, string | null>();
  return {
    settles,
    has: (linkId) => links.has(linkId),
    hasAs: (linkId, exchangeId) => links.get(linkId) === exchangeId,
    note: ({ linked }) => {
      for (const { link, item } of linked)
        if (link !== null && links.size < REMEMBERED) links.set(link.id, item?.id ?? null);
    },
  };
}
