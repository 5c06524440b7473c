import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimulatedMailbox } from '../person/simulated-mailbox.ts';
import { readBody } from '../server/read-body.ts';
import { handleApi, versionOf } from './api.ts';
import { findAsset } from './assets.ts';
import { changeFromForm, createFromForm } from './form-actions.ts';
import { homePage } from './home-page.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { itemPage } from './item-page.ts';
import { layout } from './layout.ts';
import { mailboxPage } from './mailbox-page.ts';
import type { PageContext } from './page-context.ts';
import type { PageRequest } from './page-request.ts';
import { isAllowed, readPageRequest } from './page-request.ts';
import { TEXTS } from './texts.ts';

const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

interface Shown {
  readonly status?: number;
  readonly heading: string;
  readonly content: Html;
}

/** Everything but the EWS address: the page for people, its assets, and the JSON interface. */
export async function handlePage(
  request: IncomingMessage,
  response: ServerResponse,
  context: PageContext,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return void request.socket.destroy();
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  if (!isAllowed(request))
    return send(response, 403, 'text/plain; charset=utf-8', 'This page serves its own machine only.');
  const page = readPageRequest(request);
  if (page.parts[0] === 'assets') return sendAsset(response, page.parts[1] ?? '');
  if (page.parts[0] === 'api') {
    const answer = handleApi(page, parsed(body), context);
    return send(
      response,
      answer.status,
      'application/json',
      answer.body === undefined ? '' : JSON.stringify(answer.body),
    );
  }
  if (page.parts[4] === 'photo') return sendPhoto(response, page, context);
  if (page.url.searchParams.has('lang'))
    response.setHeader('Set-Cookie', `lang=${page.language}; Path=/; SameSite=Strict`);
  if (page.method === 'POST') return submit(response, page, new URLSearchParams(body), context);
  show(response, page, shownAt(page, context), context);
}

function shownAt({ parts, url, language }: PageRequest, context: PageContext): Shown | undefined {
  const t = TEXTS[language];
  if (parts.length === 0) return { heading: t.mailboxes, content: homePage(context, t) };
  const mailbox = mailboxAt(parts, context);
  if (mailbox === undefined) return undefined;
  const [, , part, id] = parts;
  if (part === undefined) {
    const wanted = url.searchParams.get('folder') ?? 'contacts';
    const folder = mailbox.folders().some(({ distinguished, id }) => (distinguished ?? id) === wanted)
      ? wanted
      : 'contacts';
    return { heading: mailbox.displayName, content: mailboxPage(mailbox, folder, url.searchParams.get('q') ?? '', t) };
  }
  if (part === 'new') {
    const kind = newKind(url);
    return { heading: kind === 'Contact' ? t.newContact : t.newAppointment, content: itemPage(mailbox, kind, null, t) };
  }
  if (part !== 'items') return undefined;
  const item = mailbox.findItem(id ?? '');
  return item === undefined
    ? undefined
    : { heading: item.label || '–', content: itemPage(mailbox, item.kind, item, t) };
}

function submit(response: ServerResponse, page: PageRequest, form: URLSearchParams, context: PageContext): void {
  const mailbox = mailboxAt(page.parts, context);
  const [, , part, id = ''] = page.parts;
  let next: string | undefined;
  try {
    if (mailbox !== undefined && part === 'new') next = createFromForm(mailbox, newKind(page.url), form);
    if (mailbox !== undefined && part === 'items') next = changeFromForm(mailbox, id, form);
  } catch (error) {
    const heading = error instanceof Error ? error.message : '–';
    return show(response, page, { status: 422, heading, content: backLink(page) }, context);
  }
  if (next === undefined) return show(response, page, undefined, context);
  response.writeHead(303, { Location: next, 'Content-Length': 0 }).end();
}

function show(response: ServerResponse, page: PageRequest, shown: Shown | undefined, context: PageContext): void {
  const path = `${page.url.pathname}${withoutLanguage(page.url)}`;
  const {
    status = 200,
    heading,
    content,
  } = shown ?? { status: 404, heading: TEXTS[page.language].gone, content: backLink(page) };
  send(response, status, 'text/html; charset=utf-8', layout(page.language, heading, versionOf(context), path, content));
}

function withoutLanguage(url: URL): string {
  const rest = new URLSearchParams(url.searchParams);
  rest.delete('lang');
  return rest.size === 0 ? '' : `?${rest.toString()}`;
}

function backLink({ parts, language }: PageRequest): Html {
  const path = parts[0] === 'mailboxes' && parts[1] !== undefined ? `/mailboxes/${encodeURIComponent(parts[1])}` : '/';
  return html`<p><a href="${path}">${TEXTS[language].back}</a></p>`;
}

function mailboxAt(parts: readonly string[], context: PageContext): SimulatedMailbox | undefined {
  if (parts[0] !== 'mailboxes') return undefined;
  return context.mailboxes.find(({ smtp }) => smtp.toLowerCase() === parts[1]?.toLowerCase());
}

function newKind(url: URL): 'Contact' | 'CalendarItem' {
  return url.searchParams.get('kind') === 'CalendarItem' ? 'CalendarItem' : 'Contact';
}

function sendAsset(response: ServerResponse, name: string): void {
  const asset = findAsset(name);
  if (asset === undefined) return send(response, 404, 'text/plain; charset=utf-8', 'Not found');
  send(response, 200, asset.type, asset.content);
}

/** By what it is, whatever its sender called it. */
function sendPhoto(response: ServerResponse, page: PageRequest, context: PageContext): void {
  const mailbox = mailboxAt(page.parts, context);
  const item = mailbox?.findItem(page.parts[3] ?? '');
  const photo = item === undefined ? undefined : mailbox?.photo(item.id);
  if (photo === undefined) return send(response, 404, 'text/plain; charset=utf-8', 'Not found');
  send(
    response,
    200,
    PHOTO_TYPES.find(([start]) => photo.toString('hex', 0, 8).startsWith(start))?.[1] ?? 'image/jpeg',
    photo,
  );
}

const PHOTO_TYPES = [
  ['89504e47', 'image/png'],
  ['47494638', 'image/gif'],
  ['424d', 'image/bmp'],
] as const;

function send(response: ServerResponse, status: number, type: string, content: string | Buffer): void {
  response.writeHead(status, { 'Content-Type': type }).end(content);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
