import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf } from '../xml/read.ts';
import { ItemError } from './item-error.ts';

interface PageView {
  readonly offset: number;
  readonly limit: number;
  readonly fromEnd: boolean;
}

interface Page<T> {
  readonly entries: readonly T[];
  readonly nextOffset: number;
  readonly total: number;
  readonly last: boolean;
}

/** @returns everything when the request has no view */
export function readPage(view: ReceivedElement | undefined): PageView {
  if (view === undefined) return { offset: 0, limit: Number.POSITIVE_INFINITY, fromEnd: false };
  const offset = Number(attributeOf(view, 'Offset'));
  const limit = Number(attributeOf(view, 'MaxEntriesReturned') || Number.POSITIVE_INFINITY);
  if (offset < 0) throw new ItemError('ErrorInvalidIndexedPagingParameters', 'The offset must not be negative.');
  if (limit < 1) throw new ItemError('ErrorInvalidPagingMaxRows', 'MaxEntriesReturned must be greater than zero.');
  return { offset, limit, fromEnd: attributeOf(view, 'BasePoint') === 'End' };
}

/** @param cap most entries that the server gives in one answer, whatever was asked for */
export function slicePage<T>(all: readonly T[], view: PageView, cap: number): Page<T> {
  const count = Math.min(view.limit, cap);
  if (view.fromEnd) {
    const end = Math.max(all.length - view.offset, 0);
    const start = Math.max(end - count, 0);
    return { entries: all.slice(start, end), nextOffset: all.length - start, total: all.length, last: start === 0 };
  }
  const entries = all.slice(view.offset, view.offset + count);
  const nextOffset = Math.min(view.offset + entries.length, all.length);
  return { entries, nextOffset, total: all.length, last: view.offset + entries.length >= all.length };
}

export function pageAttributes(page: Page<unknown>): Readonly<Record<string, string>> {
  return {
    IndexedPagingOffset: String(page.nextOffset),
    TotalItemsInView: String(page.total),
    IncludesLastItemInRange: String(page.last),
  };
}
