import type { Socket } from 'node:net';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n';
const ENVELOPE = '<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a>';

/** Sends the beginning, then the piece for ever, as fast as it is taken. @returns how many bytes were sent so far */
export function pour(socket: Socket, beginning: string | Buffer, piece: string | Buffer): () => number {
  let sent = 0;
  const bytes = typeof piece === 'string' ? Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length))) : piece;
  const more = () => {
    while (!socket.destroyed && socket.write(bytes)) sent += bytes.length;
    sent += bytes.length;
  };
  socket.on('drain', more);
  socket.write(beginning);
  more();
  return () => sent;
}

/** Sends the beginning, then one piece every few milliseconds for ever. */
export function drip(socket: Socket, beginning: string, piece: string, everyMs = 20): void {
  socket.write(beginning);
  const timer = setInterval(() => socket.write(piece), everyMs);
  socket.on('close', () => clearInterval(timer));
}

export const BODY = `${HEAD}Connection: close\r\n\r\n${ENVELOPE}`;
export { ENVELOPE, HEAD };
