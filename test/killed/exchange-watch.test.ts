import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { ExchangeSide } from '../../src/exchange/port.ts';
import { MARIO } from '../support/configuration.ts';
import { connectAsDelegate } from './delegate-side.ts';
import { watchExchange } from './exchange-watch.ts';

const LATE_MS = 150;

let simulator: RunningSimulator;
let side: ExchangeSide;

beforeEach(async () => {
  simulator = await startSimulator({ captureBodies: true });
  side = connectAsDelegate(simulator, MARIO.smtp);
});

afterEach(async () => {
  await side.close();
  await simulator.close();
});

/** A contact that is deleted as it was read, and gets a nickname while one of the two requests is late. */
async function deletedUnder({ late, knows = true }: { late: 'GetItem' | 'DeleteItem'; knows?: boolean }) {
  const mailbox = simulator.mailbox(MARIO.smtp);
  const watch = watchExchange(simulator, [mailbox]);
  const { id } = watch.byPerson(() => mailbox.add('contacts', 'Contact', { Surname: 'Rossi', Nickname: 'before' }));
  const [read] = await side.read('contacts', [id]);
  if (read?.kind !== 'found') throw new Error('not found');
  const when = late === 'GetItem' ? 'afterCommit' : 'beforeCommit';
  simulator.faults.inject({ fault: { kind: 'delay', ms: LATE_MS, when }, operation: late });
  const ref = { id, changeKey: knows ? read.item.changeKey : null };
  const deleting = side.delete('contacts', [ref], 'permanent');
  await sleep(LATE_MS / 2);
  watch.byPerson(() => mailbox.change(id, { Nickname: 'after' }));
  expect(await deleting).toMatchObject([{ kind: 'done' }]);
  return watch.changes.filter(({ after }) => after === null);
}

const nickname = (value: string) => expect.objectContaining({ nickname: value });

describe('what a deletion knew of its item', () => {
  it.each(['GetItem', 'DeleteItem'] as const)(
    'is what the look before it showed, though somebody edits (%s is late)',
    async (late) => {
      expect(await deletedUnder({ late })).toMatchObject([{ before: nickname('after'), looked: nickname('before') }]);
    },
  );

  it('is nothing where it did not look, though the item was read', async () => {
    const [deletion] = await deletedUnder({ late: 'DeleteItem', knows: false });
    expect(deletion).toMatchObject({ before: nickname('after') });
    expect(deletion?.looked).toBeUndefined();
  });
});
