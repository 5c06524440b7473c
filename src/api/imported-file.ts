import type { FastifyInstance } from 'fastify';
import { ApiRefusal } from './problem.ts';

/** Some 20,000 contacts with notes. Larger address books come in several files. */
export const IMPORT_LIMIT_BYTES = 64 * 1024 * 1024;

const FILE_TYPES = ['text/vcard', 'text/x-vcard', 'text/directory', 'text/calendar', 'application/octet-stream'];

/** Files arrive as bytes: which encoding they have, the reader of the format finds out. */
export function acceptFiles(app: FastifyInstance): void {
  app.addContentTypeParser(FILE_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

export function importedFile(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new ApiRefusal(415, 'media_type_unsupported', `send the file itself, as one of ${FILE_TYPES.join(', ')}`);
}
