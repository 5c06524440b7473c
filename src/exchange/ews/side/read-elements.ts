import { ConnectorError } from '../../../model/index.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { itemOf } from '../operations/get-item.ts';
import { isBareCode, isUnexplained } from '../soap/bare-fault.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { NOT_PROCESSED } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import { align } from './align-answers.ts';
import { askInFull, causeOfFault } from './cause-of-fault.ts';
import { findRefusedPaths } from './refused-paths.ts';
import { isRefusedProperty, refusesProperty, refusesQuestion } from './refused-property.ts';
import type { SideContext } from './side-context.ts';

/** Requests at a time for one call. More would win nothing on a server that has one thread for a mailbox. */
const IN_PARALLEL = 2;
/** Rounds in which a server may stop early and be asked for the rest. */
const ROUNDS = 4;
/** One unreadable item in a batch of fifty is found with twelve requests more. */
const SPLITS_PER_CALL = 16;

/** Failures of a whole request that one item may cause, so that it is worth while to ask for fewer at a time. */
const CAUSED_BY_CONTENT: ReadonlySet<string> = new Set([
  'ErrorTimeoutExpired',
  'ErrorDataSizeLimitExceeded',
  'ErrorItemNotFound',
  'ErrorMessageSizeExceeded',
  'response_too_large',
  'response_too_deep',
  'response_not_xml',
  'response_truncated',
]);

/** What a server answered for one id, and what was made of it. */
export type ElementRead<T> =
  | { readonly kind: 'found'; readonly value: T }
  /** No such item, or one that may not be seen. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: ConnectorError };

type Answer<T> = ElementRead<T> | typeof NOT_PROCESSED;

interface ReadCall<T> {
  readonly side: SideContext;
  readonly kind: ItemKind;
  readonly read: (element: XmlElement, id: string) => T;
  readonly known: ReadonlySet<string>;
  splitsLeft: number;
  isAskedAgain: boolean;
  /** Finding out which properties the server refuses: once, for all requests of the call. */
  narrowing: Promise<boolean> | null;
}

/**
 * Asks for items with all that the mapping reads.
 * @param read what is made of an answer, right away; a `ConnectorError` that it throws fails that item
 * @returns in the order of `ids`
 * @throws ConnectorError when the mailbox as a whole cannot be read
 */
export async function readElements<T>(
  side: SideContext,
  kind: ItemKind,
  ids: readonly string[],
  read: (element: XmlElement, id: string) => T,
): Promise<readonly ElementRead<T>[]> {
  const call: ReadCall<T> = {
    side,
    kind,
    read,
    known: new Set(ids),
    splitsLeft: SPLITS_PER_CALL,
    isAskedAgain: false,
    narrowing: null,
  };
  const batches: (readonly ElementRead<T>[])[] = [];
  let next = 0;
  let hasFailed = false;
  const readOn = async () => {
    while (next < ids.length && !hasFailed) {
      const batch = ids.slice(next, next + side.batches.reading.now);
      const place = batches.push([]) - 1;
      next += batch.length;
      try {
        batches[place] = await readBatch(call, batch);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  // Settled, so that nothing of this call is under way any more when it ends.
  const ends = await Promise.allSettled(Array.from({ length: IN_PARALLEL }, readOn));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return batches.flat();
}

async function readBatch<T>(call: ReadCall<T>, ids: readonly string[]): Promise<readonly ElementRead<T>[]> {
  const reads = new Map<number, ElementRead<T>>();
  let pending = ids.map((id, index) => ({ id, index }));
  for (let round = 0; round < ROUNDS && pending.length > 0; round += 1) {
    const asked = pending;
    const answers = await ask(
      call,
      asked.map(({ id }) => id),
    );
    pending = asked.filter((_, position) => answers[position] === NOT_PROCESSED);
    asked.forEach(({ index }, position) => {
      const answer = answers[position];
      if (answer !== undefined && answer !== NOT_PROCESSED) reads.set(index, answer);
    });
    if (pending.length === asked.length) break;
  }
  return ids.map(
    (id, index) =>
      reads.get(index) ?? {
        kind: 'failed',
        error: answerError('response_incomplete', 'The server stopped before it came to this item.', id),
      },
  );
}

/** One request, or several where one item spoils it for the others. */
async function ask<T>(call: ReadCall<T>, ids: readonly string[]): Promise<readonly Answer<T>[]> {
  const { side, kind } = call;
  const { learnt } = side;
  const withSearchKey = learnt.searchKeysKnown;
  const refusedBefore = learnt.refusedPaths.size;
  try {
    const messages = await askInFull(side, kind, ids);
    heedTime(side, ids.length, messages);
    const refused =
      messages.length > 0 && messages.every(({ class: c, code }) => c === 'error' && refusesProperty(code));
    if (!refused || (!withSearchKey && !(await narrows(call, ids, refusedBefore, messages[0]?.code)))) {
      if (!refused) learnt.answersInFull.add(kind.itemType);
      return await withUnanswered(call, ids, align(ids, messages, call.known), messages.length < ids.length);
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (isTimeout(error)) side.batches.reading.timedOut(ids.length);
    if (isUnexplained(error)) {
      const cause = await causeOfFault(side, kind, ids);
      if (cause === 'server') throw error;
      if (cause === 'item') return split(call, ids, error);
      // It answers again: that may have been all.
      if (!call.isAskedAgain) {
        call.isAskedAgain = true;
        return ask(call, ids);
      }
    } else if (!isRefusedProperty(error)) return splitOrThrow(call, ids, error);
    if (!withSearchKey && !(await narrows(call, ids, refusedBefore, error.code))) return splitOrThrow(call, ids, error);
  }
  // Of all properties this one is the least common.
  if (withSearchKey) learnt.searchKeysKnown = false;
  return ask(call, ids);
}

/** A server may stop at an item, or answer a few at a time: the others are asked for again, as long as it goes on. */
async function withUnanswered<T>(
  call: ReadCall<T>,
  ids: readonly string[],
  messages: readonly (ResponseMessage | undefined)[],
  isShort: boolean,
): Promise<readonly Answer<T>[]> {
  const answers = messages.map((message, at) => readOf(call, ids[at] ?? '', message));
  const left = ids.filter((_, at) => messages[at] === undefined);
  if (!isShort || left.length === 0 || ids.length === 1) return answers;
  if (left.length === ids.length) return call.splitsLeft === 0 ? answers : split(call, ids, null);
  const later = [...(await ask(call, left))];
  return answers.map((answer, at) => (messages[at] === undefined ? (later.shift() ?? answer) : answer));
}

/** Leaves out of later questions what made the server refuse this one. @returns whether it is worth asking again */
async function narrows<T>(
  call: ReadCall<T>,
  ids: readonly string[],
  refusedBefore: number,
  code = '',
): Promise<boolean> {
  const [id] = ids;
  if (id === undefined || !(refusesQuestion(code) || isBareCode(code) || code.startsWith('http_'))) return false;
  call.narrowing ??= findRefusedPaths(call.side, call.kind, id, code);
  return (await call.narrowing) && call.side.learnt.refusedPaths.size > refusedBefore;
}

function heedTime({ batches }: SideContext, count: number, messages: readonly ResponseMessage[]): void {
  const request = messages[0]?.request ?? null;
  if (messages.some(({ code }) => code === 'ErrorTimeoutExpired')) batches.reading.timedOut(count);
  else if (request !== null) batches.reading.answered(count, request.tookMs);
}

function isTimeout(error: unknown): boolean {
  return error instanceof ConnectorError && (error.code === 'timeout' || error.code === 'ErrorTimeoutExpired');
}

async function splitOrThrow<T>(
  call: ReadCall<T>,
  ids: readonly string[],
  error: unknown,
): Promise<readonly Answer<T>[]> {
  if (!(error instanceof ConnectorError)) throw error;
  if (!CAUSED_BY_CONTENT.has(error.code) && error.disposition !== 'quarantine') throw error;
  return split(call, ids, error);
}

/** @param error what the whole was answered with, `null` when it was not answered */
async function split<T>(
  call: ReadCall<T>,
  ids: readonly string[],
  error: ConnectorError | null,
): Promise<readonly Answer<T>[]> {
  if (ids.length === 1 && error !== null)
    return [error.code === 'ErrorItemNotFound' ? { kind: 'missing' } : { kind: 'failed', error }];
  if (call.splitsLeft === 0 && error !== null) throw error;
  call.splitsLeft -= 1;
  const half = Math.ceil(ids.length / 2);
  return [...(await ask(call, ids.slice(0, half))), ...(await ask(call, ids.slice(half)))];
}

function readOf<T>(call: ReadCall<T>, id: string, message: ResponseMessage | undefined): Answer<T> {
  if (message === undefined) {
    return {
      kind: 'failed',
      error: answerError('response_incomplete', 'The server did not answer for this item.', id),
    };
  }
  if (message.code === NOT_PROCESSED) return NOT_PROCESSED;
  if (message.class === 'error') {
    if (message.code === 'ErrorItemNotFound') return { kind: 'missing' };
    const error = errorOf(message, id);
    // Asking on during a back-off prolongs it.
    if (error.disposition === 'backoff') throw error;
    return { kind: 'failed', error };
  }
  const element = itemOf(message);
  if (element === undefined) {
    return { kind: 'failed', error: answerError('response_incomplete', 'The answer holds no item.', id) };
  }
  try {
    return { kind: 'found', value: call.read(element, id) };
  } catch (error) {
    if (error instanceof ConnectorError) return { kind: 'failed', error };
    throw error;
  }
}
