import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../simulator/index.ts';
import { startSimulator } from '../../../simulator/index.ts';
import { connectEws } from '../../../src/exchange/ews/index.ts';
import type { ExchangeSide } from '../../../src/exchange/port.ts';
import { optionsFor } from '../../support/ews/channel.ts';

const MARIO = { user: 'mario', password: 'mario-2026', domain: 'BRENTA', smtp: 'mario@brenta.example' };

let simulator: RunningSimulator;
let side: ExchangeSide;
beforeAll(async () => {
  simulator = await startSimulator({ users: [{ ...MARIO, displayName: 'Mario' }] });
  const { user, domain, password } = MARIO;
  side = connectEws(
    optionsFor(simulator.ewsUrl, { mailbox: MARIO.smtp, credentials: { kind: 'password', user, domain, password } }),
  );
});
afterAll(async () => {
  await side.close();
  await simulator.close();
});

test.each(['permanent', 'deletedItems'] as const)(
  'an edit since the item was read keeps it from being deleted (%s)',
  async (mode) => {
    const mailbox = simulator.mailbox(MARIO.smtp);
    const { id, changeKey } = mailbox.add('contacts', 'Contact', { Surname: 'Verdi' });
    mailbox.change(id, { JobTitle: 'Direttrice' });
    expect(await side.delete('contacts', [{ id, changeKey }], mode)).toMatchObject([{ kind: 'conflict' }]);
    const kept = mailbox.items('contacts').find((item) => item.id === id);
    expect(kept?.fields['JobTitle']).toBe('Direttrice');
    expect(await side.delete('contacts', [{ id, changeKey: kept?.changeKey ?? null }], mode)).toMatchObject([
      { kind: 'done' },
    ]);
    expect(mailbox.items('contacts').some((item) => item.id === id)).toBe(false);
  },
);
