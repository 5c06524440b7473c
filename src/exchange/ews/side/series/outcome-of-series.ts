import { ConnectorError } from '../../../../model/index.ts';
import type { ExchangeWriteOutcome } from '../../../port.ts';
import { answerError } from '../../wire/item-error.ts';

/** A series is written by several requests: what fails one of them as a whole is an outcome of the series. */
export async function orFailure<T>(work: Promise<T>): Promise<T | Failed> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ConnectorError) return { kind: 'failed', error };
    throw error;
  }
}

export type Failed = Extract<ExchangeWriteOutcome, { kind: 'failed' }>;

/** Something of a series was written, and not all of it: neither what it was nor what it shall be. */
export function halfWritten(end?: { readonly kind: string; readonly error?: ConnectorError }): ExchangeWriteOutcome {
  const error = end?.error ?? answerError('response_incomplete', 'The series was changed while it was being written.');
  return { kind: 'unknown', error };
}
