import { describe, expect, test } from 'vitest';
import type { Discovery } from '../../exchange/autodiscover/index.ts';
import type { EwsOptions } from '../../exchange/ews/index.ts';
import type { Disposition } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import { createAddressBook } from './address-book.ts';

const MINUTE = 60_000;
const MARIO: EwsOptions = {
  url: 'autodiscover:azienda.example',
  mailbox: 'mario@azienda.example',
  credentials: { kind: 'password', user: 'svc', domain: null, password: 'one' },
  access: 'impersonation',
  signIn: 'auto',
  exchangeVersion: 'auto',
  tls: { certificateSha256: null, caPem: null },
  allowInsecureHttp: false,
  timeoutMs: 1_000,
  maxConnections: 1,
};

function failure(code: string, disposition: Disposition = 'retry'): ConnectorError {
  return new ConnectorError({ code, disposition, message: code });
}

/** A book over answers that a test sets, at a time that it sets. */
function bookAt() {
  const asked: string[] = [];
  const state: { now: number; answer: string | ConnectorError } = {
    now: 10 * MINUTE,
    answer: 'https://one.example/EWS',
  };
  const discover = async ({ mailbox }: EwsOptions): Promise<Discovery> => {
    asked.push(mailbox);
    await Promise.resolve();
    const { answer } = state;
    return typeof answer === 'string'
      ? { kind: 'found', url: answer, external: answer, internal: null, toldBy: 'x', trials: [] }
      : { kind: 'failed', error: answer, asksForSignIn: null, trials: [] };
  };
  return { asked, state, book: createAddressBook(discover, () => state.now) };
}

describe('the address of a mailbox', () => {
  test('is asked for once, however many need it at the same time, and each mailbox has its own', async () => {
    const { book, asked } = bookAt();
    const other = { ...MARIO, mailbox: 'giulia@azienda.example' };
    await Promise.all([book.urlFor(MARIO), book.urlFor(MARIO), book.urlFor(other)]);
    await book.urlFor(MARIO);
    expect(asked).toEqual([MARIO.mailbox, other.mailbox]);
  });

  test('of a server is not asked for at all', async () => {
    const { book, asked } = bookAt();
    const url = 'https://mail.azienda.example/EWS/Exchange.asmx';
    expect(await book.urlFor({ ...MARIO, url })).toBe(url);
    expect(book.doubt({ ...MARIO, url }, failure('redirected'))).toBe(false);
    expect(asked).toEqual([]);
  });

  test('is asked for again after a day, with another password, and after what speaks of a move', async () => {
    const { book, asked, state } = bookAt();
    await book.urlFor(MARIO);
    state.now += 23 * 60 * MINUTE;
    await book.urlFor(MARIO);
    expect(asked).toHaveLength(1);
    state.now += 2 * 60 * MINUTE;
    await book.urlFor(MARIO);
    expect(asked).toHaveLength(2);
    await book.urlFor({ ...MARIO, credentials: { kind: 'password', user: 'svc', domain: null, password: 'two' } });
    expect(asked).toHaveLength(3);

    state.now += 5 * MINUTE;
    state.answer = 'https://two.example/EWS';
    expect(book.doubt(MARIO, failure('ErrorServerBusy'))).toBe(false);
    expect(await book.urlFor(MARIO)).toBe('https://one.example/EWS');
    expect(book.doubt(MARIO, failure('ErrorMailboxMoveInProgress'))).toBe(true);
    expect(await book.urlFor(MARIO)).toBe('https://two.example/EWS');
  });

  test('is not asked for again at every attempt while a server is away', async () => {
    const { book, asked, state } = bookAt();
    await book.urlFor(MARIO);
    for (let second = 0; second < 120; second += 1) {
      state.now += 1_000;
      book.doubt(MARIO, failure('connection_refused'));
      await book.urlFor(MARIO);
    }
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  test('outlives a search that fails for passing reasons, and not one that a person has to mend', async () => {
    const { book, state } = bookAt();
    await book.urlFor(MARIO);
    state.now += 2 * MINUTE;
    book.doubt(MARIO, failure('timeout'));
    state.answer = failure('autodiscover_not_found');
    expect(await book.urlFor(MARIO)).toBe('https://one.example/EWS');

    state.now += 2 * MINUTE;
    book.doubt(MARIO, failure('timeout'));
    state.answer = failure('autodiscover_untrusted_host', 'reauth');
    await expect(book.urlFor(MARIO)).rejects.toMatchObject({ code: 'autodiscover_untrusted_host' });
    state.answer = failure('autodiscover_not_found');
    await expect(book.urlFor(MARIO)).rejects.toMatchObject({ code: 'autodiscover_not_found' });
  });
});
