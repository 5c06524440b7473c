import type { XmlElement } from '../xml/element.ts';
import { findDescendant } from '../xml/element.ts';

/** Part of a listing. `nextOffset` is `null` on the last page. */
export interface Page<T> {
  readonly entries: readonly T[];
  readonly nextOffset: number | null;
  /** How many there are in all; `null` where the server does not say. */
  readonly total: number | null;
  /** The server has told neither the end nor how many there are. */
  readonly isGuess: boolean;
}

/**
 * Where a FindItem or FindFolder goes on. A server that says neither that this is the end nor where the
 * next page begins goes on behind what it sent; one that sends nothing is at its end, whatever it says. Who asks
 * has to stop, too, when a page brings nothing new: some servers send the same one whatever place is asked for.
 */
export function readPage<T>(message: XmlElement, entries: readonly T[], offset: number): Page<T> {
  const attributes = findDescendant(message, 'RootFolder')?.attributes ?? {};
  const total = wholeNumber(attributes.TotalItemsInView);
  const isLast = attributes.IncludesLastItemInRange?.trim().toLowerCase();
  const sent = offset + entries.length;
  const ended = isLast === undefined ? total !== null && sent >= total : isLast === 'true' || isLast === '1';
  const next = wholeNumber(attributes.IndexedPagingOffset);
  return {
    entries,
    total,
    isGuess: isLast === undefined && total === null,
    nextOffset: ended || entries.length === 0 ? null : next !== null && next > offset ? next : sent,
  };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}
