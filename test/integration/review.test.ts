import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Review } from '../../src/api/resources.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

interface Listed {
  readonly accounts: readonly { readonly account: string; readonly review: Review }[];
}

let world: World;
let reviewed: Review;
beforeAll(async () => {
  world = await openWorld();
  await world.apply();
  world.mailbox.add('contacts', 'Contact', { GivenName: 'Anna', Surname: 'Verdi', CompanyName: 'Studio Verdi' });
  await using crm = await world.openCrm();
  await crm.contacts.add({
    fields: { name: { givenName: 'Anna', surname: 'Verdi' }, companyName: 'Verdi Impianti', jobTitle: 'Geometra' },
  });
  await world.sync();
});
afterAll(() => world.close());

async function review(): Promise<Review> {
  const { accounts } = (await world.command(['status', '--review', '--json'])).json<Listed>();
  expect(accounts.map(({ account }) => account)).toEqual(['mario']);
  return accounts[0]?.review as Review;
}

test('two people of one name are one question, with what tells them apart on both sides', async () => {
  reviewed = await review();
  expect(reviewed).toMatchObject({
    more: false,
    mailboxProblem: null,
    parked: [],
    questions: [
      {
        side: 'crm',
        itemType: 'contacts',
        reason: { row: 'U3', code: 'same_name_only' },
        remedy: 'tell_counterparts_apart',
        contact: { companyName: 'Verdi Impianti' },
        candidates: [{ side: 'exchange', contact: { companyName: 'Studio Verdi' } }],
      },
    ],
  });
});

test('the command says it in words, in the language that was asked for', async () => {
  const { stdout } = await world.command(['status', '--review', '--lang', 'it']);
  expect(stdout).toContain('Contatti, CRM: Anna Verdi · Verdi Impianti');
  expect(stdout).toContain('Exchange: Anna Verdi · Studio Verdi');
  expect(stdout).toContain('Solo il nome è uguale');
  expect((await world.command(['status'])).stdout).toContain('raccordo status --review');
});

test('a mailbox that does not answer leaves the questions there, and says why they have no content', async () => {
  await world.simulator.close();
  const without = await review();
  expect(without.mailboxProblem?.code).toBe('connection_refused');
  expect(without.questions[0]).toMatchObject({
    itemId: reviewed.questions[0]?.itemId,
    contact: { companyName: 'Verdi Impianti' },
    candidates: [{ side: 'exchange', contact: null }],
  });
});
