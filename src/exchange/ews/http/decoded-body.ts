import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { ownError } from '../errors/index.ts';
import type { RawAnswer } from './connection.ts';
import { networkError } from './network-errors.ts';

/**
 * More than any answer that is read to its end has. It counts where a body comes in chunks of a byte, each of which costs
 * as much as a large one.
 */
const MOST_WIRE_BYTES = 48 * 1024 * 1024;

/**
 * The body of an answer, decompressed, as it arrives. It is never whole in memory here: who reads counts
 * the bytes and stops, and that stops the decompression, so a small body cannot unfold without bound.
 * @throws ConnectorError `response_truncated`, `response_too_large`, `response_not_xml` for a broken or unknown encoding, `timeout`
 */
export async function* decodedBody(answer: RawAnswer, host: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of decoder(answer)) {
      if (answer.wireBytes() > MOST_WIRE_BYTES) throw tooMuch();
      yield chunk as Uint8Array;
    }
  } catch (cause) {
    const error = networkError(cause, host);
    // The head has come, so what broke off is the answer and not only the connection.
    throw error.code === 'connection_reset'
      ? ownError('response_truncated', error.message, { cause, details: error.details })
      : error;
  } finally {
    if (!answer.body.readableEnded) answer.body.destroy();
  }
}

function tooMuch() {
  return ownError('response_too_large', 'More comes over the wire than any answer has.', {
    details: { limit: MOST_WIRE_BYTES, unit: 'bytes' },
  });
}

function decoder(answer: RawAnswer): Readable | AsyncIterable<Uint8Array> {
  const encoding = String(answer.headers['content-encoding'] ?? '')
    .trim()
    .toLowerCase();
  if (encoding === '' || encoding === 'identity') return answer.body;
  if (encoding === 'gzip' || encoding === 'x-gzip') return pipeline(answer.body, createGunzip(), () => {});
  if (encoding === 'deflate') return inflated(answer.body);
  throw ownError('response_not_xml', 'The answer is compressed in a way that was not asked for.', {
    details: { contentEncoding: encoding.slice(0, 50) },
  });
}

/** "deflate" means the zlib format, yet IIS sends the bare stream. The first two bytes tell. */
async function* inflated(body: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  const source = body[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.byteLength < 2) {
    const next = await source.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value as Uint8Array]);
  }
  if (head.byteLength === 0) return;
  const isZlib = ((head[0] ?? 0) & 0x0f) === 8 && (((head[0] ?? 0) << 8) | (head[1] ?? 0)) % 31 === 0;
  const whole = (async function* () {
    yield head;
    yield* { [Symbol.asyncIterator]: () => source };
  })();
  const stream = pipeline(whole, isZlib ? createInflate() : createInflateRaw(), () => {});
  for await (const chunk of stream) yield chunk as Uint8Array;
}
