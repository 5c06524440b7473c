import { expect, test } from 'vitest';
import { MARIO } from '../support/configuration.ts';
import { openWorld } from '../support/world.ts';

const CONTACTS_IN_CRM = 350;
const CONTACTS_IN_EXCHANGE = 300;

const vcard = (index: number) =>
  `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Persona ${index}\r\nN:Numero ${index};Persona;;;\r\nEMAIL:persona${index}@crm.example\r\nEND:VCARD\r\n`;

test('a second synchronisation without changes writes nothing and asks each folder once', async () => {
  const world = await openWorld();
  try {
    for (let index = 0; index < CONTACTS_IN_EXCHANGE; index += 1)
      world.mailbox.add('contacts', 'Contact', {
        GivenName: 'Cliente',
        Surname: `Numero ${index}`,
        'EmailAddresses/EmailAddress1': `cliente${index}@exchange.example`,
      });
    world.mailbox.add('calendar', 'CalendarItem', {
      Subject: 'Sopralluogo',
      Start: '2026-12-03T08:00:00Z',
      End: '2026-12-03T09:00:00Z',
    });
    await world.apply({ contacts: { exchangeCategories: ['CRM'] } });
    const cards = Array.from({ length: CONTACTS_IN_CRM }, (_, index) => vcard(index)).join('');
    await world.command(['contacts', 'import', world.file('cards.vcf', cards), '--user', 'mario']);

    const [contacts, appointments] = await world.sync();
    expect(contacts?.counts).toMatchObject({
      createdInExchange: CONTACTS_IN_CRM,
      createdInCrm: CONTACTS_IN_EXCHANGE,
    });
    expect(appointments?.counts).toMatchObject({ createdInCrm: 1 });

    world.simulator.requests.clear();
    const runs = await world.sync();

    expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    const sent = world.simulator.requests
      .all()
      .flatMap(({ operation, mailbox }) => (operation === null ? [] : [{ operation, mailbox }]));
    // The one GetFolder is the version probe: the command is a new process, which does not know the server.
    expect(sent).toEqual([
      { operation: 'GetFolder', mailbox: MARIO.smtp },
      { operation: 'SyncFolderItems', mailbox: MARIO.smtp },
      { operation: 'SyncFolderItems', mailbox: MARIO.smtp },
    ]);
  } finally {
    await world.close();
  }
});
