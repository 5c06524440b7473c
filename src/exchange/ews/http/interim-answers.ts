import type { Socket } from 'node:net';

const CONTINUE = /^HTTP\/1\.[01] 100[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n/;
const BEGINNING = 'HTTP/1.1 100';
/** Header lines of an interim answer, of which there should be none. */
const LONGEST = 4_096;
/** One is usual. Who says it for ever is not listened to. */
const MOST = 20;

/**
 * Takes `100 Continue` out of what a socket reads. A server may say it unasked, and gateways do; undici takes it
 * for a broken answer and closes the connection.
 * @returns to be called before each request: only what then comes first can be an interim answer
 */
export function skipContinue(socket: Socket): () => void {
  const read = socket.read.bind(socket);
  let held: Buffer | null = null;
  let count = 0;

  socket.read = (size?: number): Buffer | null => {
    const chunk = read(size) as Buffer | null;
    if (held === null || chunk === null) return chunk;
    held = Buffer.concat([held, chunk]);
    let text = held.toString('latin1');
    for (let match = CONTINUE.exec(text); match !== null && count < MOST; match = CONTINUE.exec(text)) {
      count += 1;
      held = held.subarray(match[0].length);
      text = text.slice(match[0].length);
    }
    if (count < MOST && mayBecomeContinue(text)) return null;
    const rest = held;
    held = null;
    return rest;
  };
  return () => {
    held = Buffer.alloc(0);
    count = 0;
  };
}

function mayBecomeContinue(text: string): boolean {
  const head = text.slice(0, BEGINNING.length).replace('HTTP/1.0', 'HTTP/1.1');
  return text.length < LONGEST && BEGINNING.startsWith(head);
}
