import type { ItemFieldChanges } from '../person/fields.ts';
import type { SimulatedMailbox } from '../person/simulated-mailbox.ts';
import type { DeleteType } from '../state/discard.ts';
import type { ItemKind } from '../state/item.ts';
import type { PageContext } from './page-context.ts';
import type { PageRequest } from './page-request.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

const NOT_FOUND: ApiAnswer = { status: 404, body: { error: 'not found' } };

/** Changes whenever a mailbox, the outbox or the log does. */
export function versionOf({ organisation, log }: PageContext): string {
  const sequences = organisation.mailboxes().reduce((sum, mailbox) => sum + mailbox.sequence, 0);
  return `${sequences}-${organisation.outbox.all().length}-${log.all().at(-1)?.at ?? ''}`;
}

/**
 * The JSON interface below `/api`:
 * `version`, `mailboxes`, `outbox`, `requests`, `mailboxes/{smtp}/items?folder=`, `mailboxes/{smtp}/items/{id}`;
 * POST creates (`{kind, folder, fields}` or `{folder, xml}`), PATCH changes (`{fields}`), DELETE deletes (`?type=`),
 * POST `…/items/{id}/move` and `/copy` (`{folder}`).
 */
export function handleApi(request: PageRequest, body: unknown, context: PageContext): ApiAnswer {
  const [, collection, smtp, items, id, action] = request.parts;
  const { method, url } = request;
  if (smtp === undefined) return method === 'GET' ? listing(collection, context) : NOT_FOUND;
  const mailbox = context.mailboxes.find((candidate) => candidate.smtp.toLowerCase() === smtp.toLowerCase());
  if (collection !== 'mailboxes' || mailbox === undefined || items !== 'items') return NOT_FOUND;
  try {
    if (id === undefined) return method === 'POST' ? created(mailbox, objectOf(body)) : listed(mailbox, url);
    return oneItem(mailbox, id, `${method} ${action ?? ''}`.trim(), url, objectOf(body));
  } catch (error) {
    return { status: 422, body: { error: error instanceof Error ? error.message : 'refused' } };
  }
}

function listing(collection: string | undefined, context: PageContext): ApiAnswer {
  switch (collection) {
    case 'version':
      return { status: 200, body: { version: versionOf(context) } };
    case 'mailboxes':
      return {
        status: 200,
        body: context.mailboxes.map((mailbox) => ({
          smtp: mailbox.smtp,
          displayName: mailbox.displayName,
          folders: mailbox.folders(),
        })),
      };
    case 'outbox':
      return { status: 200, body: context.organisation.outbox.all() };
    case 'requests':
      return { status: 200, body: context.log.all() };
    default:
      return NOT_FOUND;
  }
}

function listed(mailbox: SimulatedMailbox, url: URL): ApiAnswer {
  return { status: 200, body: mailbox.items(url.searchParams.get('folder') ?? 'contacts') };
}

function created(mailbox: SimulatedMailbox, body: Readonly<Record<string, unknown>>): ApiAnswer {
  const { kind, folder, fields, xml } = body;
  if (typeof xml === 'string') return { status: 201, body: mailbox.addXml(String(folder), xml) };
  return { status: 201, body: mailbox.add(String(folder), kind as ItemKind, (fields ?? {}) as ItemFieldChanges) };
}

function oneItem(
  mailbox: SimulatedMailbox,
  id: string,
  action: string,
  url: URL,
  body: Readonly<Record<string, unknown>>,
): ApiAnswer {
  const item = mailbox.findItem(id);
  if (item === undefined) return NOT_FOUND;
  switch (action) {
    case 'GET':
      return { status: 200, body: item };
    case 'PATCH':
      return { status: 200, body: mailbox.change(id, (body['fields'] ?? {}) as ItemFieldChanges) };
    case 'DELETE':
      mailbox.delete(id, (url.searchParams.get('type') ?? 'MoveToDeletedItems') as DeleteType);
      return { status: 204, body: undefined };
    case 'POST move':
      return { status: 200, body: mailbox.move(id, String(body['folder'])) };
    case 'POST copy':
      return { status: 201, body: mailbox.copy(id, String(body['folder'])) };
    default:
      return NOT_FOUND;
  }
}

function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}
