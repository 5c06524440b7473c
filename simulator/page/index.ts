import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type PageContext } from './page-context.ts';
export async function handlePage(
  _request: IncomingMessage,
  response: ServerResponse,
  _context: PageContext,
): Promise<void> {
  response.end();
}
