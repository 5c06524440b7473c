import type { XmlElement } from '../xml/element.ts';

/** The HTTP exchange that brought an answer. */
export interface AnsweredRequest {
  /** By which the server's logs know it. */
  readonly clientRequestId: string;
  /** From the first byte out to the last byte in; no waiting for a place, a pause or a connection. */
  readonly tookMs: number;
}

/** Beside the answer, not in it: what was read stays what the server sent. */
const requests = new WeakMap<XmlElement, AnsweredRequest>();

export function rememberRequest(response: XmlElement, request: AnsweredRequest): void {
  requests.set(response, request);
}

/** @returns `null` for an element that came by no channel */
export function requestOf(response: XmlElement): AnsweredRequest | null {
  return requests.get(response) ?? null;
}
