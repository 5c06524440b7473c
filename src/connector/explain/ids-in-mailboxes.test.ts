import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ExchangeSide } from '../../exchange/port.ts';
import { ConnectorError } from '../../model/index.ts';
import type { Person } from '../../people/index.ts';
import { newProfile } from '../../settings/index.ts';
import type { Account } from '../../settings/settings.ts';
import { idsInMailboxes } from './ids-in-mailboxes.ts';

const TEXT = '00'.repeat(40);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Answer = () => Promise<string | null>;

interface Mailbox {
  readonly answer: Answer;
  readonly account?: Partial<Account>;
  readonly profileActive?: boolean;
}

const answering =
  (id: string | null): Answer =>
  () =>
    Promise.resolve(id);

/** One account with a profile of its own for each mailbox, and the names of those that were asked. */
function search(mailboxes: Readonly<Record<string, Mailbox>>, isConfirmed = true) {
  const asked: string[] = [];
  const entries = Object.entries(mailboxes);
  const profiles = entries.map(([id, { profileActive = true }]) => ({
    ...newProfile({ id, name: id, serverUrl: 'https://mail.example.it/EWS/Exchange.asmx' }),
    active: profileActive,
    version: '1',
  }));
  const accounts = entries.map(
    ([name, { account }]) =>
      ({
        id: name,
        name,
        userId: 'anna',
        profileId: name,
        active: true,
        claim: { state: 'granted', reason: null, resolvedSmtp: 'anna@example.it', decidedBy: 'op', at: '' },
        ...account,
      }) as Account & { version: string },
  );
  const anna = { id: 'anna', active: true, email: 'anna@example.it', emailVerified: true } as Person;
  const found = idsInMailboxes(
    {
      parts: {
        settings: { listProfiles: async () => profiles, listAccounts: async () => accounts },
        people: { list: async () => [anna] },
        installation: {
          assertConfirmed: async () => {
            if (isConfirmed) return;
            throw new ConnectorError({ code: 'installation_unconfirmed', disposition: 'halt', message: 'restored' });
          },
        },
      },
      sides: {
        sideFor: ({ account: { name } }) => {
          asked.push(name);
          return { translateId: mailboxes[name]?.answer } as Partial<ExchangeSide> as ExchangeSide;
        },
      },
    },
    { kind: 'operator' },
    TEXT,
  );
  return { found, asked };
}

test('each id once, in the order of the accounts', async () => {
  const { found } = search({
    a: { answer: answering('A') },
    b: { answer: answering(null) },
    c: { answer: answering('C') },
    d: { answer: answering('A') },
  });
  expect(await found).toEqual(['A', 'C']);
});

test('what is switched off, or nobody’s, is not asked', async () => {
  const { found, asked } = search({
    a: { answer: answering('A'), account: { active: false } },
    b: { answer: answering('B'), profileActive: false },
    c: {
      answer: answering('C'),
      account: { claim: { state: 'waiting', reason: 'otherAddress', resolvedSmtp: null, decidedBy: null, at: '' } },
    },
    d: { answer: answering('D') },
  });
  expect(await found).toEqual(['D']);
  expect(asked).toEqual(['d']);
});

test('nothing is asked on a database that was restored or copied and that nobody confirmed', async () => {
  const { found, asked } = search({ a: { answer: answering('A') } }, false);
  expect(await found).toEqual([]);
  expect(asked).toEqual([]);
});

test('a mailbox that does not answer holds up the others for five seconds at most', async () => {
  const { found } = search({ a: { answer: () => new Promise(() => {}) }, b: { answer: answering('B') } });
  const ids = vi.fn();
  void found.then(ids);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(ids).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ids).toHaveBeenCalledWith(['B']);
});
