import type { XmlElement } from '../xml/element.ts';
import { childrenOf } from '../xml/element.ts';
import { LONGEST_WAIT_MS } from './longest-wait.ts';

/** What `MessageXml` says about an error. */
export interface MessageXmlFacts {
  /** Values by lower-camel name, for the sentence that a person reads. */
  readonly details: Readonly<Record<string, string>>;
  readonly backOffMs: number | null;
  /** `ErrorInternalServerError` wraps the code that counts. */
  readonly innerCode: string | null;
}

const NONE: MessageXmlFacts = { details: {}, backOffMs: null, innerCode: null };
const LONGEST_VALUE = 200;

/**
 * Values are kept by name, except texts: those are localised and may quote the item. Property paths
 * (`FieldURI`, `IndexedFieldURI`) tell which property the server refused.
 */
export function readMessageXml(messageXml: XmlElement | undefined): MessageXmlFacts {
  if (messageXml === undefined) return NONE;
  const details: Record<string, string> = {};
  let backOffMs: number | null = null;
  let innerCode: string | null = null;

  for (const value of childrenOf(messageXml, 'Value')) {
    const name = value.attributes['Name'] ?? '';
    const text = value.text.trim();
    if (name === 'BackOffMilliseconds') backOffMs = readBackOff(text);
    if (name === 'InnerErrorResponseCode' && /^\w{1,100}$/.test(text)) innerCode = text;
    if (/^[A-Za-z][\w.]{0,60}$/.test(name) && !/text|message/i.test(name) && text.length <= LONGEST_VALUE) {
      details[name.charAt(0).toLowerCase() + name.slice(1)] = text;
    }
  }
  for (const path of messageXml.children) {
    const fieldUri = path.attributes['FieldURI'];
    if (fieldUri === undefined || fieldUri.length > LONGEST_VALUE) continue;
    const index = path.attributes['FieldIndex'];
    details['fieldUri'] ??= index === undefined ? fieldUri : `${fieldUri}:${index.slice(0, LONGEST_VALUE)}`;
  }
  return { details, backOffMs, innerCode };
}

function readBackOff(text: string): number | null {
  const ms = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && Number.isFinite(ms) ? Math.min(Math.ceil(ms), LONGEST_WAIT_MS) : null;
}
