import type { Disposition } from '../../../model/index.ts';
import { ConnectorError } from '../../../model/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { readMessageXml } from './message-xml.ts';
import { MEANING_OF_CODE, WIRE_CODES } from './wire-codes.ts';

export interface ResponseCodeContext {
  /** `item` when one response message of several failed, `request` when the whole request did. */
  readonly level?: 'item' | 'request';
  /** The item, folder or mailbox that it happened to. */
  readonly itemRef?: string;
  /** `MessageXml` of the response message or of the fault's detail. */
  readonly messageXml?: XmlElement | undefined;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

const DISPOSITIONS = new Map<string, Disposition>(Object.entries(WIRE_CODES));

export function dispositionOf(code: string, level: 'item' | 'request'): Disposition {
  return DISPOSITIONS.get(code) ?? (level === 'item' ? 'quarantine' : 'retry');
}

/**
 * The error for a ResponseCode. An unknown code is kept verbatim: at item level the item is parked, at
 * request level the request is tried again later. Where `ErrorInternalServerError` names an inner code,
 * the inner one decides what is done (and stands in `details.innerErrorResponseCode`). What the deciding code means
 * stands in `details.meaning`, for the sentence that a person reads.
 */
export function errorFromResponseCode(code: string, context: ResponseCodeContext = {}): ConnectorError {
  const level = context.level ?? 'item';
  const facts = readMessageXml(context.messageXml);
  const decisive = code === 'ErrorInternalServerError' && facts.innerCode !== null ? facts.innerCode : code;
  const meaning = MEANING_OF_CODE.get(decisive) ?? MEANING_OF_CODE.get(code);
  return new ConnectorError({
    code,
    disposition: DISPOSITIONS.has(decisive) ? dispositionOf(decisive, level) : dispositionOf(code, level),
    message: `Exchange answered ${code}${decisive === code ? '' : ` (${decisive})`}.`,
    details: { ...facts.details, ...context.details, ...(meaning === undefined ? {} : { meaning }) },
    ...(facts.backOffMs === null ? {} : { retryAfterMs: facts.backOffMs }),
    ...(context.itemRef === undefined ? {} : { itemRef: context.itemRef }),
  });
}
