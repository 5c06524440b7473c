import type { FaultDetails } from '../soap/fault.ts';
import type { XmlNode } from '../xml/node.ts';

/** One item of a request fails; the others go on. */
export class ItemError extends Error {
  readonly code: string;
  readonly details: FaultDetails;
  /** What the answer carries in spite of the error. */
  readonly content: readonly XmlNode[];
  constructor(code: string, message: string, details: FaultDetails = {}, content: readonly XmlNode[] = []) {
    super(message);
    this.name = 'ItemError';
    this.code = code;
    this.details = details;
    this.content = content;
  }
}
