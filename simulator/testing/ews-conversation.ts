import { request as httpRequest } from 'node:http';
import type { RunningSimulator } from '../index.ts';
import type { ExchangeVersion } from '../soap/versions.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { readXml } from '../xml/read.ts';
import { assertValid } from './schema-check.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** One HTTP exchange, written by hand so that no client stands between test and simulator. */
export function rawPost(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const sent = httpRequest(
      url,
      {
        method: 'POST',
        headers: { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': bytes.length, ...headers },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(bytes);
  });
}

export function envelope(version: string | null, body: string, header = ''): string {
  const declared = version === null ? '' : `<t:RequestServerVersion Version="${version}"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
<s:Header>${declared}${header}</s:Header>
<s:Body>${body}</s:Body>
</s:Envelope>`;
}

export const MARIO = basic('mario.rossi', 'Rossi-2026');
export const SERVICE = basic('AZIENDA\\svc-raccordo', 'Servizio-2026');

export interface SendOptions {
  readonly version?: ExchangeVersion;
  readonly header?: string;
  readonly authorization?: string;
  /** The request breaks the schema on purpose. */
  readonly invalid?: boolean;
}

export interface Conversation {
  /** Sends a valid request, checks that the answer is valid too, and gives the child of its body. */
  (body: string, options?: SendOptions): Promise<ReceivedElement>;
}

export function conversation(simulator: RunningSimulator, server: ExchangeVersion = 'Exchange2016'): Conversation {
  return async (body, { version = server, header = '', authorization = MARIO, invalid = false } = {}) => {
    const message = envelope(version, body, header);
    if (!invalid) assertValid(message, version);
    const answer = await rawPost(simulator.ewsUrl, message, { Authorization: authorization });
    assertValid(answer.text, server === 'Exchange2007_SP1' ? 'Exchange2007_SP1' : 'Exchange2016');
    const content = readXml(answer.text).children.find(({ name }) => name === 's:Body')?.children[0];
    if (content === undefined) throw new Error(`no body: ${answer.text}`);
    return content;
  };
}

/** All elements of that name, in document order. */
export function all(root: ReceivedElement, name: string): readonly ReceivedElement[] {
  return [...(root.name === name ? [root] : []), ...root.children.flatMap((child) => all(child, name))];
}

/** Text of the first element of that name; `undefined` when there is none. */
export function text(root: ReceivedElement, name: string): string | undefined {
  return all(root, name)[0]?.text;
}

export function texts(root: ReceivedElement, name: string): readonly string[] {
  return all(root, name).map((found) => found.text);
}

export function codes(root: ReceivedElement): readonly string[] {
  return root.name === 's:Fault' ? [all(root, '?:ResponseCode')[0]?.text ?? ''] : texts(root, 'm:ResponseCode');
}

export function idOf(root: ReceivedElement): { readonly id: string; readonly changeKey: string; readonly xml: string } {
  const { Id: id = '', ChangeKey: changeKey = '' } = all(root, 't:ItemId')[0]?.attributes ?? {};
  return { id, changeKey, xml: `<t:ItemId Id="${id}" ChangeKey="${changeKey}"/>` };
}
