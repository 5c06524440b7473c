import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';

export interface FaultDetails {
  readonly line?: number;
  readonly position?: number;
  readonly backOffMs?: number;
  /** Further `MessageXml/Value` entries, for example the primary address of an alias. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Refuses the request as a whole. Errors of single items are `ItemError`. */
export class SoapFault extends Error {
  readonly code: string;
  readonly details: FaultDetails;
  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(message);
    this.name = 'SoapFault';
    this.code = code;
    this.details = details;
  }
}

const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';
const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';

export function faultNode(fault: SoapFault): XmlNode {
  const inErrors = (name: string, text: string) => element(`e:${name}`, { 'xmlns:e': ERRORS }, text);
  const { line, position } = fault.details;
  return element('s:Fault', {}, [
    element('faultcode', { 'xmlns:a': TYPES }, `a:${fault.code}`),
    element('faultstring', { 'xml:lang': 'en-US' }, fault.message),
    element('detail', {}, [
      inErrors('ResponseCode', fault.code),
      inErrors('Message', fault.message),
      line === undefined ? undefined : inErrors('Line', String(line)),
      position === undefined ? undefined : inErrors('Position', String(position)),
      messageXml('t:MessageXml', fault.details),
    ]),
  ]);
}

/** @returns `undefined` when there is nothing to say */
export function messageXml(name: string, details: FaultDetails): XmlNode | undefined {
  const values = { ...details.values };
  if (details.backOffMs !== undefined) values['BackOffMilliseconds'] = String(details.backOffMs);
  const entries = Object.entries(values);
  if (entries.length === 0) return undefined;
  return element(
    name,
    { 'xmlns:t': TYPES },
    entries.map(([key, value]) => ({ ...textElement('t:Value', value), attributes: { Name: key } })),
  );
}
