import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MailboxWorld } from '../../test/support/mailbox-world.ts';
import { claim, openMailboxWorld } from '../../test/support/mailbox-world.ts';
import { settlementOf } from '../store/testing/examples.ts';
import type { SignedIn } from './testing/api-world.ts';

/** What is private in a mailbox is its owner's to read: administrators see that it is there. */

let mailboxes: MailboxWorld;
let giulia: SignedIn;
let amelia: SignedIn;
const ids = { contacts: '', appointments: '' };

beforeAll(async () => {
  mailboxes = await openMailboxWorld();
  ({ giulia, amelia } = mailboxes);
  const mailbox = mailboxes.exchange.mailbox('giulia@brenta.example');
  const secret = { Sensitivity: 'Private', Body: 'Nessuno lo sappia' };
  const [Start, End] = ['2027-03-02T09:00:00Z', '2027-03-02T10:00:00Z'];
  ids.contacts = mailbox.add('contacts', 'Contact', { ...secret, GivenName: 'Segreta', Surname: 'Amica' }).id;
  ids.appointments = mailbox.add('calendar', 'CalendarItem', { ...secret, Subject: 'Visita segreta', Start, End }).id;
  mailbox.add('contacts', 'Contact', { GivenName: 'Marta', Surname: 'Pubblica' });
  mailbox.add('calendar', 'CalendarItem', { Subject: 'Riunione pubblica', Start, End });
  await claim(giulia, 'giulia');
  const { json } = await giulia.call('POST', '/api/accounts/giulia-sede/runs', { body: {} });
  for (const { id } of json.runs) await giulia.call('GET', `/api/runs/${id}?wait=20`);
});
afterAll(() => mailboxes.close());

const ITEM_TYPES = ['contacts', 'appointments'] as const;
const CONTENT = /segreta|Amica|Nessuno/i;

function look({ call }: Pick<SignedIn, 'call'>, itemType: string): Promise<{ readonly text: string }> {
  return call('GET', `/api/accounts/giulia-sede/mailbox/${itemType}`);
}

function why({ call }: SignedIn, itemType: (typeof ITEM_TYPES)[number]): ReturnType<SignedIn['call']> {
  const query = new URLSearchParams({ itemType, side: 'exchange', id: ids[itemType] });
  return call('GET', `/api/accounts/giulia-sede/explain?${query.toString()}`);
}

async function carryPrivateItems(privateItems: 'skip' | 'full'): Promise<void> {
  const headers = { 'if-match': '*' };
  const { status } = await amelia.call('PATCH', '/api/profiles/sede', { body: { privateItems }, headers });
  expect(status).toBe(200);
}

describe.each(ITEM_TYPES)('private %s', (itemType) => {
  test('of a mailbox are there for everybody who may look into it, and say what they are about to its owner', async () => {
    expect((await look(giulia, itemType)).text).toMatch(CONTENT);
    for (const other of [amelia, mailboxes.world]) {
      const { text } = await look(other, itemType);
      expect(JSON.parse(text)).toMatchObject({ total: 2 });
      expect(text).toContain('"sensitivity":"private"');
      expect(text).toMatch(/pubblica/i);
      expect(text).not.toMatch(CONTENT);
    }
  });

  test('that a profile leaves out are explained to others without what they say', async () => {
    await carryPrivateItems('skip');
    expect((await why(giulia, itemType)).text).toMatch(CONTENT);
    const { json, text } = await why(amelia, itemType);
    expect(json).toMatchObject({ label: null, exchange: { state: 'live', takesPart: 'private', label: null } });
    expect(json.fields).toContainEqual(expect.objectContaining({ field: 'sensitivity', exchange: 'private' }));
    expect(text).not.toMatch(CONTENT);
    await carryPrivateItems('full');
    expect((await why(amelia, itemType)).text).toMatch(CONTENT);
  });

  test('that are put aside say what they are about to their owner', async () => {
    await carryPrivateItems('skip');
    await park(itemType);
    const parked = async ({ call }: SignedIn) => (await call('GET', '/api/accounts/giulia-sede/review')).text;
    expect(await parked(giulia)).toMatch(CONTENT);
    expect(await parked(amelia)).toContain(ids[itemType]);
    expect(await parked(amelia)).not.toMatch(CONTENT);
  });
});

/** As a run leaves an item behind that it could not carry. */
async function park(itemType: (typeof ITEM_TYPES)[number]): Promise<void> {
  const { store } = mailboxes.world.connector.parts;
  const scope = (await store.listScopes()).find((one) => one.itemType === itemType);
  const lease = await store.acquireLease(scope?.id ?? '', 'test', 60);
  if (lease === null) throw new Error('the scope is busy');
  const nextAt = new Date(Date.now() + 3_600_000).toISOString();
  const error = { attempts: 1, nextAt, errorCode: 'redirected', errorDetails: {} };
  const entry = { side: 'exchange', itemId: ids[itemType], ...error } as const;
  await store.settle(lease, settlementOf({ putQuarantine: [entry] }));
  await store.releaseLease(lease);
}
