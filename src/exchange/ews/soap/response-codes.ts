import type { XmlElement } from '../xml/element.ts';
import { findChild } from '../xml/element.ts';

/** A ResponseCode together with the message that carries it. */
export interface CarriedCode {
  readonly code: string;
  readonly messageXml: XmlElement | undefined;
}

/** The codes of all response messages of a response, in order; a message without one counts as `NoError`. */
export function responseCodes(response: XmlElement): readonly CarriedCode[] {
  const messages = findChild(response, 'ResponseMessages')?.children ?? [];
  return messages.map((message) => ({
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
