import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeItemRef, ExchangeWriteOutcome } from '../../port.ts';
import { isBareFault } from '../soap/bare-fault.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { NOT_PROCESSED } from '../wire/response-message.ts';
import type { BatchSize } from './batch-size.ts';

const ROUNDS = 4;

export interface Writing<T> {
  /** How many at a time. */
  readonly size: BatchSize;
  readonly send: (items: readonly T[]) => Promise<readonly ResponseMessage[]>;
  /** The item's id, for errors; `null` for one that has none yet. */
  readonly refOf: (item: T) => string | null;
  readonly done: (item: T, message: ResponseMessage) => ExchangeWriteOutcome;
  /** Looks for items that the answer should have told of and did not. Without it their outcome stays unknown. */
  readonly findUntold?: (items: readonly T[]) => Promise<readonly (ExchangeItemRef | null)[]>;
}

/**
 * Sends items in batches and says of each what became of it. Nothing is sent twice unless the server said
 * that it did not process it. After a failure that concerns the mailbox, the rest is not sent any more.
 */
export async function writeInBatches<T>(
  items: readonly T[],
  writing: Writing<T>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const outcomes: ExchangeWriteOutcome[] = [];
  let stop: ConnectorError | null = null;
  while (outcomes.length < items.length) {
    const batch = items.slice(outcomes.length, outcomes.length + writing.size.now);
    const earlier = stop;
    const written: readonly ExchangeWriteOutcome[] =
      earlier === null ? await writeBatch(batch, writing) : batch.map(() => notSent(earlier));
    outcomes.push(...written);
    stop ??= stoppingError(written);
  }
  return outcomes;
}

async function writeBatch<T>(items: readonly T[], writing: Writing<T>): Promise<readonly ExchangeWriteOutcome[]> {
  const outcomes = new Map<number, ExchangeWriteOutcome>();
  let pending = items.map((item, index) => ({ item, index }));
  for (let round = 0; round < ROUNDS && pending.length > 0; round += 1) {
    const sent = pending;
    const answers = await sendOnce(
      sent.map(({ item }) => item),
      writing,
    );
    sent.forEach(({ index }, position) => {
      const answer = answers[position];
      if (answer !== undefined) outcomes.set(index, answer);
    });
    pending = sent.filter((_, position) => isNotProcessed(answers[position]));
    if (pending.length === sent.length) break;
  }
  const all = items.map(
    (_, index): ExchangeWriteOutcome => outcomes.get(index) ?? { kind: 'unknown', error: incomplete(null) },
  );
  return withUntold(items, all, writing);
}

async function withUntold<T>(
  items: readonly T[],
  outcomes: readonly ExchangeWriteOutcome[],
  { findUntold }: Writing<T>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const isUntold = (_: unknown, index: number) => isIncomplete(outcomes[index]);
  const untold = items.filter(isUntold);
  if (findUntold === undefined || untold.length === 0) return outcomes;
  let refs: readonly (ExchangeItemRef | null)[];
  try {
    refs = await findUntold(untold);
  } catch (error) {
    if (error instanceof ConnectorError) return outcomes;
    throw error;
  }
  const left = [...refs];
  return outcomes.map((outcome) => {
    const ref = isIncomplete(outcome) ? left.shift() : null;
    return ref ? { kind: 'done', ref } : outcome;
  });
}

function isIncomplete(outcome: ExchangeWriteOutcome | undefined): boolean {
  return outcome?.kind === 'unknown' && outcome.error.code === 'response_incomplete';
}

async function sendOnce<T>(items: readonly T[], writing: Writing<T>): Promise<readonly ExchangeWriteOutcome[]> {
  if (items.length === 0) return [];
  let messages: readonly ResponseMessage[];
  try {
    messages = await writing.send(items);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (isTimeout(error.code)) writing.size.timedOut(items.length);
    if (error.details.mayHaveBeenApplied === true) return items.map(() => ({ kind: 'unknown', error }));
    if (blamesContent(error) && (items.length > 1 || isBareFault(error))) return sendApart(items, error, writing);
    if (error.code === 'ErrorItemNotFound' && items.length === 1) return [{ kind: 'missing' }];
    return items.map(() => ({ kind: 'failed', error }));
  }
  const request = messages[0]?.request ?? null;
  if (messages.some(({ code }) => isTimeout(code))) writing.size.timedOut(items.length);
  else if (request !== null) writing.size.answered(items.length, request.tookMs);
  // Which answer belongs to which item cannot be told any more.
  if (messages.length < items.length)
    return items.map((item) => ({ kind: 'unknown', error: incomplete(writing.refOf(item)) }));
  return items.map((item, index) => outcomeOf(item, messages[index], writing));
}

/** Found out from the whole request, before anything of it is done. */
const VALIDATION: ReadonlySet<string> = new Set(['ErrorInvalidRequest', 'ErrorSchemaValidation']);

/**
 * One item that the server cannot read must not keep the others from being written. A server that works item by item
 * may have made some before it came to that one: they are looked for, so that nothing is made twice.
 */
async function sendApart<T>(
  items: readonly T[],
  error: ConnectorError,
  writing: Writing<T>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const { findUntold } = writing;
  const made = findUntold === undefined || VALIDATION.has(error.code) ? [] : await madeAlready(items, findUntold);
  if (made === null) return items.map(() => ({ kind: 'unknown', error }));
  const left = items.filter((_, index) => (made[index] ?? null) === null);
  if (items.length === 1 && left.length === 1) return [{ kind: 'failed', error }];
  const half = Math.ceil(left.length / 2);
  const sent = [...(await sendOnce(left.slice(0, half), writing)), ...(await sendOnce(left.slice(half), writing))];
  return items.map((_, index): ExchangeWriteOutcome => {
    const ref = made[index] ?? null;
    return ref === null ? (sent.shift() ?? { kind: 'failed', error }) : { kind: 'done', ref };
  });
}

/** @returns `null` when it could not be found out now */
async function madeAlready<T>(
  items: readonly T[],
  find: NonNullable<Writing<T>['findUntold']>,
): Promise<readonly (ExchangeItemRef | null)[] | null> {
  try {
    return await find(items);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if ((error.disposition === 'retry' || error.disposition === 'backoff') && !isBareFault(error)) return null;
    // A server that does not let itself be asked this has kept no stamps either.
    return [];
  }
}

function outcomeOf<T>(item: T, message: ResponseMessage | undefined, writing: Writing<T>): ExchangeWriteOutcome {
  const ref = writing.refOf(item);
  if (message === undefined) return { kind: 'unknown', error: incomplete(ref) };
  if (message.class !== 'error' && message.code !== NOT_PROCESSED) return writing.done(item, message);
  if (message.code === 'ErrorItemNotFound') return { kind: 'missing' };
  const error = errorOf(message, ref ?? undefined);
  if (error.disposition === 'conflict') return { kind: 'conflict', error };
  // The only item error that leaves open whether the store went on without the protocol.
  if (message.code === 'ErrorTimeoutExpired') return { kind: 'unknown', error };
  return { kind: 'failed', error };
}

function isNotProcessed(outcome: ExchangeWriteOutcome | undefined): boolean {
  return outcome?.kind === 'failed' && outcome.error.code === NOT_PROCESSED;
}

/** The server's own limit, or ours. */
function isTimeout(code: string): boolean {
  return code === 'ErrorTimeoutExpired' || code === 'timeout';
}

function blamesContent(error: ConnectorError): boolean {
  return error.code === 'ErrorItemNotFound' || error.disposition === 'quarantine' || error.disposition === 'bug';
}

/** What makes it useless, or harmful, to go on with the next batch. */
export function stoppingError(outcomes: readonly ExchangeWriteOutcome[]): ConnectorError | null {
  const isWhole = outcomes.every(({ kind }) => kind === 'failed' || kind === 'unknown');
  for (const outcome of outcomes) {
    if (outcome.kind !== 'failed' && outcome.kind !== 'unknown') continue;
    const { error } = outcome;
    if (error.disposition === 'backoff') return error;
    if (isWhole && (error.disposition === 'reauth' || error.disposition === 'retry')) return error;
  }
  return null;
}

export function notSent(error: ConnectorError): ExchangeWriteOutcome {
  const { mayHaveBeenApplied: _ofAnotherRequest, ...details } = error.details;
  return {
    kind: 'failed',
    error: new ConnectorError({
      code: error.code,
      disposition: error.disposition,
      message: `Not sent, because an earlier request failed: ${error.code}.`,
      cause: error,
      details,
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    }),
  };
}

function incomplete(ref: string | null): ConnectorError {
  return answerError('response_incomplete', 'The server did not say what became of this item.', ref ?? undefined);
}
