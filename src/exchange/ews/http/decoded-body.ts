import { pipeline } from 'node:stream';
import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { ownError } from '../errors/index.ts';
import type { RawAnswer } from './connection.ts';
import { networkError } from './network-errors.ts';

/** More than any answer that is read to its end has: what unfolds to nothing has to end too. */
const MOST_WIRE_BYTES = 48 * 1024 * 1024;
/**
 * Header, framing, and what is read but not asked for yet. It counts where a body comes in chunks of a byte, each of which
 * costs as much as a large one.
 */
const MOST_BYTES_AROUND = 4 * 1024 * 1024;

/**
 * The body of an answer, decompressed, as it arrives. It is never whole in memory here: who reads counts
 * the bytes and stops, and that stops the decompression, so a small body cannot unfold without bound.
 * @throws ConnectorError `response_truncated`, `response_too_large`, `response_not_xml` for a broken or unknown encoding, `timeout`
 */
export async function* decodedBody(answer: RawAnswer, host: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of decoder(answer)) yield chunk;
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

/** What is in the answer, as long as what comes over the wire is in proportion. */
async function* boundedBody({ body, wireBytes }: RawAnswer): AsyncGenerator<Uint8Array, void, undefined> {
  let bodyBytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bodyBytes += chunk.byteLength;
    if (wireBytes() > MOST_WIRE_BYTES) throw tooMuch(MOST_WIRE_BYTES);
    if (wireBytes() - bodyBytes > MOST_BYTES_AROUND) throw tooMuch(MOST_BYTES_AROUND);
    yield chunk;
  }
}

function tooMuch(limit: number) {
  return ownError('response_too_large', 'More comes over the wire than any answer has.', {
    details: { limit, unit: 'bytes' },
  });
}

function decoder(answer: RawAnswer): AsyncIterable<Uint8Array> {
  const body = boundedBody(answer);
  const encoding = (answer.headers['content-encoding'] ?? []).join().trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return body;
  if (encoding === 'gzip' || encoding === 'x-gzip') return pipeline(body, createGunzip(), () => {});
  if (encoding === 'deflate') return inflated(body);
  throw ownError('response_not_xml', 'The answer is compressed in a way that was not asked for.', {
    details: { contentEncoding: encoding.slice(0, 50) },
  });
}

/** "deflate" means the zlib format, yet IIS sends the bare stream. The first two bytes tell. */
async function* inflated(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const source = body[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.byteLength < 2) {
    const next = await source.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  if (head.byteLength === 0) return;
  const isZlib = ((head[0] ?? 0) & 0x0f) === 8 && (((head[0] ?? 0) << 8) | (head[1] ?? 0)) % 31 === 0;
  const whole = (async function* () {
    yield head;
    yield* { [Symbol.asyncIterator]: () => source };
  })();
  const stream = pipeline(whole, isZlib ? createInflate() : createInflateRaw(), () => {});
  for await (const chunk of stream) yield chunk;
}
