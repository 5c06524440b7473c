import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { MEANING_OF_CODE } from '../../src/exchange/ews/errors/wire-codes.ts';
import { connectEws, ERROR_CATALOGUE } from '../../src/exchange/ews/index.ts';
import { hasMessage, translatorFor } from '../../src/messages/index.ts';
import type { ConnectorError } from '../../src/model/index.ts';
import { bare, readDocument, tableRows } from './documents.ts';
import { raisedCodes } from './raised-codes.ts';

const raised = raisedCodes();
const rows = tableRows(readDocument('docs/reference/errors.md'), 'Code');
const documented = new Map(rows.map(([code, disposition]) => [bare(code), disposition ?? '']));
const ofTheProgram = new Map([
  ...ERROR_CATALOGUE.map(({ code, disposition }) => [code, disposition] as const),
  ...[...raised.values()].map(({ code, dispositions }) => [code, [...dispositions].join(', ')] as const),
]);

describe('docs/reference/errors.md', () => {
  test('names every code that the program can raise, and no other', () => {
    expect([...documented.keys()].sort()).toEqual([...ofTheProgram.keys()].sort());
  });

  test('names each code once, with a meaning', () => {
    expect(rows).toHaveLength(documented.size);
    expect(rows.filter((cells) => cells.slice(2).some((cell) => cell === ''))).toEqual([]);
  });

  test('says who acts on it as the program does', () => {
    const wrong = [...ofTheProgram].filter(([code, disposition]) => documented.get(code) !== disposition);
    expect(wrong.map(([code, disposition]) => `${code}: ${documented.get(code)}, is ${disposition}`)).toEqual([]);
  });

  test('explains every disposition', () => {
    const explained = tableRows(readDocument('docs/reference/errors.md'), 'Disposition').map(([name]) => bare(name));
    const used = [...ofTheProgram.values()]
      .flatMap((text) => text.split(', '))
      .filter((name) => !name.startsWith('HTTP'));
    expect([...new Set(used)].filter((name) => !explained.includes(name))).toEqual([]);
  });
});

describe('sentences about errors', () => {
  test('the reader of the sources sees what is built from parts: templates, tables, choices, functions', () => {
    for (const code of ['crm_user_exists', 'dns_not_found', 'database_failed', 'secret_key_exposed', 'file_unreadable'])
      expect(raised.has(code), code).toBe(true);
  });

  test('every code of ours has one; a code of the wire has its own or that of its family', () => {
    expect([...raised.keys()].filter((code) => !hasMessage(`errors.${code}`))).toEqual([]);
    const wireCodes = ERROR_CATALOGUE.filter(({ code }) => /^[A-Z]/.test(code));
    const mute = wireCodes.filter(
      ({ code }) => !hasMessage(`errors.${code}`) && !hasMessage(`errors.meaning.${MEANING_OF_CODE.get(code)}`),
    );
    expect(mute).toEqual([]);
  });

  test('the page names the family of each code of the wire, and gives each family the sentence that people read', () => {
    const page = readDocument('docs/reference/errors.md');
    const t = translatorFor('en');
    const families = new Map(tableRows(page, 'Family').map(([name, , sentence]) => [bare(name), sentence]));
    expect([...families]).toEqual(
      [...new Set(MEANING_OF_CODE.values())].map((name) => [name, t(`errors.meaning.${name}`)]),
    );
    const familyOfRow = rows.filter(([code]) => /^[A-Z]/.test(bare(code))).map((row) => [bare(row[0]), bare(row[3])]);
    expect(familyOfRow.toSorted()).toEqual([...MEANING_OF_CODE].toSorted());
  });

  test('every disposition has a next step for wire codes without a sentence', () => {
    const dispositions = new Set(ERROR_CATALOGUE.map(({ disposition }) => disposition));
    expect([...dispositions].filter((disposition) => !hasMessage(`errors.next.${disposition}`))).toEqual([]);
  });

  test('a sentence uses only parameters that the code gives wherever it is raised', () => {
    const t = translatorFor('en');
    const unfilled = [...raised.values()].flatMap(({ code, parameters }) => {
      const details = Object.fromEntries([...parameters].map((name) => [name, 'x']));
      const left = t(`errors.${code}`, details).match(/\{\{\w+\}\}/g) ?? [];
      return left.map((parameter) => `${code}: ${parameter}`);
    });
    expect(unfilled).toEqual([]);
  });

  test.each([
    ['connection_reset', (socket: Socket) => socket.destroy()],
    ['response_not_http', (socket: Socket) => socket.end('220 mail.acme.example ESMTP\r\n')],
    ['ews_not_found', (socket: Socket) => socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')],
    ['timeout', () => undefined],
  ])('%s names the server, in words and without a gap', async (code, answer) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => void answer(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const side = connectEws({
      url: `http://${host}/EWS/Exchange.asmx`,
      mailbox: 'anna@acme.example',
      credentials: { kind: 'password', user: 'anna', domain: null, password: 'secret' },
      access: 'own',
      signIn: 'auto',
      exchangeVersion: 'auto',
      tls: { certificateSha256: null, caPem: null },
      allowInsecureHttp: true,
      timeoutMs: 2_000,
      maxConnections: 1,
    });
    const error = await side.identify().catch((thrown: unknown) => thrown);
    await side.close();
    server.close();
    expect(error).toMatchObject({ code, details: { host } });
    const sentence = translatorFor('it')(`errors.${code}`, (error as ConnectorError).details);
    expect(sentence).toContain(host);
    expect(sentence).not.toContain('{{');
  });
});
