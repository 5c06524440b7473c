import type { AnsweredRequest } from '../soap/request-of-answer.ts';
import { requestOf } from '../soap/request-of-answer.ts';
import { messageElements } from '../soap/response-codes.ts';
import type { XmlElement } from '../xml/element.ts';
import { childText, findDescendant } from '../xml/element.ts';

/** What a server says about one part of a request. `element` holds the part's result. */
export interface ResponseMessage {
  readonly class: 'success' | 'warning' | 'error';
  /** `NoError` or the wire's own code. */
  readonly code: string;
  readonly element: XmlElement;
  /** The exchange that brought it; `null` for an element that came by no channel. */
  readonly request: AnsweredRequest | null;
}

/** "Not processed": the server stopped before this part, which therefore can be sent again without harm. */
export const NOT_PROCESSED = 'ErrorBatchProcessingStopped';

/** The messages in the order of the response. Their element names differ by operation and are not looked at. */
export function readResponseMessages(response: XmlElement): readonly ResponseMessage[] {
  const request = requestOf(response);
  return messageElements(response).map((element) => readResponseMessage(element, request));
}

/**
 * The same for operations on items: some servers put all items of the answer into one message.
 * @param asked how many the request named
 */
export function readItemMessages(response: XmlElement, asked: number): readonly ResponseMessage[] {
  const messages = readResponseMessages(response);
  if (messages.length >= asked) return messages;
  return messages.flatMap((message) => {
    const items = findDescendant(message.element, 'Items');
    if (items === undefined || items.children.length < 2) return [message];
    return items.children.map((item) => {
      const element: XmlElement = { ...message.element, children: [{ ...items, children: [item] }] };
      return { ...message, element };
    });
  });
}

function readResponseMessage(element: XmlElement, request: AnsweredRequest | null): ResponseMessage {
  const code = childText(element, 'ResponseCode')?.trim() || null;
  switch (element.attributes.ResponseClass?.toLowerCase()) {
    case 'success':
      return { class: 'success', code: code ?? 'NoError', element, request };
    case 'warning':
      return { class: 'warning', code: code ?? 'NoError', element, request };
    case 'error':
      return { class: 'error', code: code ?? 'response_without_code', element, request };
    default:
      return code === null || code === 'NoError'
        ? { class: 'success', code: 'NoError', element, request }
        : { class: 'error', code, element, request };
  }
}
