import type { XmlElement } from '../xml/element.ts';
import { childrenOf, findChild, findDescendant } from '../xml/element.ts';

/** A ResponseCode together with the message that carries it. */
export interface CarriedCode {
  readonly code: string;
  readonly messageXml: XmlElement | undefined;
}

/**
 * The response messages, in order. Exchange puts them into one `ResponseMessages` below the response; others repeat
 * that, put it deeper, leave it out, or answer with the only message in place of the response.
 */
export function messageElements(response: XmlElement): readonly XmlElement[] {
  const lists = childrenOf(response, 'ResponseMessages');
  if (lists.length > 0) return lists.flatMap(({ children }) => children);
  if (response.attributes['ResponseClass'] !== undefined || findChild(response, 'ResponseCode')) return [response];
  return (findDescendant(response, 'ResponseMessages') ?? response).children;
}

/** The codes of all response messages of a response, in order; a message without one counts as `NoError`. */
export function responseCodes(response: XmlElement): readonly CarriedCode[] {
  return messageElements(response).map((message) => ({
    code: findChild(message, 'ResponseCode')?.text.trim() || 'NoError',
    messageXml: findChild(message, 'MessageXml'),
  }));
}

/**
 * Some servers answer what concerns the whole request message by message, in an HTTP 200.
 * @returns the code when all messages carry the same one
 */
export function commonCode(codes: readonly CarriedCode[]): CarriedCode | null {
  const first = codes[0];
  return first !== undefined && codes.every(({ code }) => code === first.code) ? first : null;
}
