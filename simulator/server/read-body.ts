import type { IncomingMessage } from 'node:http';

/** As IIS limits it for EWS. */
const MAX_BYTES = 64 * 1024 * 1024;

/** @returns `undefined` when the client went away or sent too much */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return request.complete ? Buffer.concat(chunks).toString('utf8') : undefined;
}
