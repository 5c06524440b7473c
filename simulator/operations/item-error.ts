import { type FaultDetails } from '../soap/fault.ts';

/** One item of a request fails; the others go on. */
export class ItemError extends Error {
  readonly code: string;
  readonly details: FaultDetails;
  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(message);
    this.name = 'ItemError';
    this.code = code;
    this.details = details;
  }
}
