import type { z } from 'zod';
import { ConnectorError } from '../../model/index.ts';

/** Cursors are opaque to callers: JSON in base64url, so that nobody is tempted to build one. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/** @throws ConnectorError `crm_cursor_invalid` (disposition `resync`) when it is none of ours */
export function decodeCursor<T>(schema: z.ZodType<T>, cursor: string): T {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw cursorInvalid('it is unreadable');
  }
  const parsed = schema.safeParse(decoded);
  if (!parsed.success) throw cursorInvalid('it is unreadable');
  return parsed.data;
}

export function cursorInvalid(why: string): ConnectorError {
  return new ConnectorError({
    code: 'crm_cursor_invalid',
    disposition: 'resync',
    message: `The position in the CRM cannot be continued from: ${why}`,
  });
}
