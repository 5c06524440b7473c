import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeRead } from '../../port.ts';
import { itemFromWire } from '../mapping/item-from-wire.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { itemPaths, itemShape } from '../mapping/item-shape.ts';
import { getItem, itemOf } from '../operations/get-item.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { NOT_PROCESSED } from '../wire/response-message.ts';
import { align } from './align-answers.ts';
import { chunksOf } from './chunks-of.ts';
import { findRefusedPaths } from './refused-paths.ts';
import { isRefusedProperty, refusesProperty, refusesQuestion } from './refused-property.ts';
import type { SideContext } from './side-context.ts';
import { mappingContext } from './side-context.ts';

const BATCH_SIZE = 50;
/** Rounds in which a server may stop early and be asked for the rest. */
const ROUNDS = 4;
/** One unreadable item in a batch of fifty is found with twelve requests more. */
const SPLITS_PER_CALL = 16;

/** Failures of a whole request that one item may cause, so that it is worth while to ask for fewer at a time. */
const CAUSED_BY_CONTENT: ReadonlySet<string> = new Set([
  'ErrorTimeoutExpired',
  'ErrorDataSizeLimitExceeded',
  'ErrorMessageSizeExceeded',
  'response_too_large',
  'response_too_deep',
  'response_not_xml',
  'response_truncated',
]);

interface ReadCall {
  readonly side: SideContext;
  readonly kind: ItemKind;
  splitsLeft: number;
  /** Whether it may still be found out which properties the server refuses. */
  mayNarrow: boolean;
}

/** Results in the order of `ids`. @throws ConnectorError when the mailbox as a whole cannot be read */
export async function readItems(
  side: SideContext,
  kind: ItemKind,
  ids: readonly string[],
): Promise<readonly ExchangeRead[]> {
  const call: ReadCall = { side, kind, splitsLeft: SPLITS_PER_CALL, mayNarrow: true };
  const reads: ExchangeRead[] = [];
  for (const batch of chunksOf(ids, BATCH_SIZE)) reads.push(...(await readBatch(call, batch)));
  return reads;
}

async function readBatch(call: ReadCall, ids: readonly string[]): Promise<readonly ExchangeRead[]> {
  const reads = new Map<number, ExchangeRead>();
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
async function ask(call: ReadCall, ids: readonly string[]): Promise<readonly (ExchangeRead | typeof NOT_PROCESSED)[]> {
  const { side, kind } = call;
  const withSearchKey = side.searchKeysKnown;
  try {
    const messages = await getItem(side.channel, ids, (version) => itemShape(itemPaths(kind, version, side)));
    const refused =
      messages.length > 0 && messages.every(({ class: c, code }) => c === 'error' && refusesProperty(code));
    if (!refused || (!withSearchKey && !(await narrows(call, ids, messages[0]?.code))))
      return align(ids, messages).map((message, at) => readOf(call, ids[at] ?? '', message));
  } catch (error) {
    if (!isRefusedProperty(error)) return splitOrThrow(call, ids, error);
    if (!withSearchKey && !(await narrows(call, ids, error.code))) return splitOrThrow(call, ids, error);
  }
  // Of all properties this one is the least common.
  if (withSearchKey) side.searchKeysKnown = false;
  return ask(call, ids);
}

/** Leaves out of later questions what made the server refuse this one. @returns whether it is worth asking again */
async function narrows(call: ReadCall, ids: readonly string[], code = ''): Promise<boolean> {
  const [id] = ids;
  if (!call.mayNarrow || id === undefined || !refusesQuestion(code)) return false;
  call.mayNarrow = false;
  return findRefusedPaths(call.side, call.kind, id, code);
}

async function splitOrThrow(
  call: ReadCall,
  ids: readonly string[],
  error: unknown,
): Promise<readonly (ExchangeRead | typeof NOT_PROCESSED)[]> {
  if (!(error instanceof ConnectorError)) throw error;
  if (!CAUSED_BY_CONTENT.has(error.code) && error.disposition !== 'quarantine') throw error;
  if (ids.length === 1) return [{ kind: 'failed', error }];
  if (call.splitsLeft === 0) throw error;
  call.splitsLeft -= 1;
  const half = Math.ceil(ids.length / 2);
  return [...(await ask(call, ids.slice(0, half))), ...(await ask(call, ids.slice(half)))];
}

function readOf(call: ReadCall, id: string, message: ResponseMessage | undefined): ExchangeRead | typeof NOT_PROCESSED {
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
    const item = itemFromWire(element, call.kind, mappingContext(call.side));
    return item === 'foreign' ? { kind: 'foreign' } : { kind: 'found', item: { ...item, id } };
  } catch (error) {
    if (error instanceof ConnectorError) return { kind: 'failed', error };
    throw error;
  }
}
