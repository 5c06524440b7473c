import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { createDice } from '../../src/demo/sample-data/dice.ts';
import { GIULIA, MARIO } from '../support/configuration.ts';
import { watchExchange } from './exchange-watch.ts';
import { createPeople } from './people.ts';

let simulator: RunningSimulator;

beforeEach(async () => {
  simulator = await startSimulator();
});

afterEach(async () => {
  vi.useRealTimers();
  await simulator.close();
});

it('acts and writes of one millisecond keep their order, so that the judge knows which value a person had the last word with', () => {
  const mailboxes = [simulator.mailbox(MARIO.smtp), simulator.mailbox(GIULIA.smtp)] as const;
  const watch = watchExchange(simulator, mailboxes);
  const people = createPeople(createDice(1), { all: mailboxes, watch });
  vi.useFakeTimers({ toFake: ['Date'] });
  people.enterInMailbox();
  people.enterInMailbox();
  mailboxes[0].add('contacts', 'Contact', { Surname: 'Rossi' });
  people.enterInMailbox();
  const [first, second, third] = people.diary.acts.map(({ at }) => at);
  const moments = [first, second, watch.changes[0]?.at, third].map(Number);
  expect(moments).toEqual(moments.toSorted((one, other) => one - other));
  expect(new Set(moments).size).toBe(4);
});
