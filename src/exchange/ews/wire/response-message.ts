import type { XmlElement } from '../xml/element.ts';
import { childText, findDescendant } from '../xml/element.ts';

/** What a server says about one part of a request. `element` holds the part's result. */
export interface ResponseMessage {
  readonly class: 'success' | 'warning' | 'error';
  /** `NoError` or the wire's own code. */
  readonly code: string;
  readonly element: XmlElement;
}

/** "Not processed": the server stopped before this part, which therefore can be sent again without harm. */
export const NOT_PROCESSED = 'ErrorBatchProcessingStopped';

/** The messages in the order of the response. Their element names differ by operation and are not looked at. */
export function readResponseMessages(response: XmlElement): readonly ResponseMessage[] {
  const list = findDescendant(response, 'ResponseMessages') ?? response;
  return list.children.map(readResponseMessage);
}

function readResponseMessage(element: XmlElement): ResponseMessage {
  const code = childText(element, 'ResponseCode')?.trim() || null;
  const written = element.attributes.ResponseClass?.toLowerCase();
  if (written === 'success') return { class: 'success', code: code ?? 'NoError', element };
  if (written === 'warning') return { class: 'warning', code: code ?? 'NoError', element };
  if (written === 'error') return { class: 'error', code: code ?? 'response_without_code', element };
  return code === null || code === 'NoError'
    ? { class: 'success', code: 'NoError', element }
    : { class: 'error', code, element };
}
