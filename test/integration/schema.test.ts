import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExchangeVersion, RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { assertValid, SCHEMAS_FOUND } from '../../simulator/testing/schema-check.ts';
import type { Run, RunList } from '../../src/api/resources.ts';
import { appointmentSchema, contactSchema } from '../../src/crm/builtin/index.ts';
import { arbitraryAppointment } from '../../src/crm/testing/arbitrary-appointment.ts';
import { arbitraryContact } from '../../src/crm/testing/arbitrary-contact.ts';
import { openTestDatabase } from '../../src/database/testing/test-database.ts';
import { openConnector, startServer } from '../../src/main.ts';
import type { Appointment } from '../../src/model/index.ts';
import { configuration, MARIO } from '../support/configuration.ts';
import type { Crm } from '../support/crm.ts';
import { crmAt } from '../support/crm.ts';

/** Every version that a profile can name, on a server of that version; and what is found out of the newest. */
const CASES: readonly { readonly server: ExchangeVersion; readonly setting: ExchangeVersion | 'auto' }[] = [
  ...(
    [
      'Exchange2007_SP1',
      'Exchange2010',
      'Exchange2010_SP1',
      'Exchange2010_SP2',
      'Exchange2013',
      'Exchange2013_SP1',
      'Exchange2016',
    ] as const
  ).map((version) => ({ server: version, setting: version })),
  { server: 'Exchange2016', setting: 'auto' },
];

const OPERATIONS = [
  'CreateItem',
  'DeleteItem',
  'FindFolder',
  'FindItem',
  'GetFolder',
  'GetItem',
  'ResolveNames',
  'SyncFolderItems',
  'UpdateItem',
];

const SEED = Number(process.env['RACCORDO_SEED'] ?? 20_261_125);
const RECORDS = 25;

async function synchronise(crm: Crm): Promise<readonly Run[]> {
  const { runs } = await crm.call<RunList>('POST', '/api/accounts/mario/runs', {});
  const finished: Run[] = [];
  for (const { id } of runs) finished.push(await crm.call<Run>('GET', `/api/runs/${id}?wait=30`));
  return finished;
}

/** Contacts and appointments with all kinds of fields, made, changed, emptied, moved and deleted on both sides. */
async function liveThroughALot(crm: Crm, simulator: RunningSimulator): Promise<void> {
  const mailbox = simulator.mailbox(MARIO.smtp);
  const sampling = { seed: SEED, numRuns: RECORDS * 2 };
  const isAccepted = (schema: typeof contactSchema | typeof appointmentSchema) => (fields: object) =>
    schema.safeParse(fields).success;
  const contacts = fc.sample(arbitraryContact.filter(isAccepted(contactSchema)), sampling);
  const appointments = fc.sample(
    arbitraryAppointment.filter(isAccepted(appointmentSchema)),
    sampling,
  ) as unknown as readonly Appointment[];
  const added = {
    contacts: await Promise.all(contacts.slice(0, RECORDS).map((fields) => crm.contacts.add({ fields }))),
    appointments: await Promise.all(appointments.slice(0, RECORDS).map((fields) => crm.appointments.add({ fields }))),
  };
  for (let index = 0; index < RECORDS; index += 1)
    mailbox.add('contacts', 'Contact', { GivenName: 'Da', Surname: `Outlook ${index}`, Categories: ['Amici'] });
  await synchronise(crm);

  // Everything changes into something else; what the other has not is emptied.
  const changes = (before: object, after: object) => ({
    ...Object.fromEntries(Object.keys(before).map((field) => [field, null])),
    ...after,
  });
  for (const [index, record] of added.contacts.entries())
    if (index > 3)
      await crm.contacts.change(record.id, changes(contacts[index] ?? {}, contacts[index + RECORDS] ?? {}));
  for (const [index, record] of added.appointments.entries())
    if (index > 3)
      await crm.appointments.change(record.id, changes(appointments[index] ?? {}, appointments[index + RECORDS] ?? {}));
  for (const record of added.contacts.slice(0, 4)) await crm.contacts.delete(record.id);
  for (const record of added.appointments.slice(0, 4)) await crm.appointments.delete(record.id);
  const [thrownAway, moved, edited] = mailbox.items('contacts').filter(({ label }) => label.startsWith('Da Outlook'));
  mailbox.delete(thrownAway?.id ?? '');
  mailbox.move(moved?.id ?? '', mailbox.addFolder('Archivio', 'IPF.Contact').id);
  mailbox.change(edited?.id ?? '', { JobTitle: 'Direttrice' });
  await synchronise(crm);
  await crm.call('GET', '/api/accounts/mario/mailbox/contacts');
  await crm.call('GET', '/api/accounts/mario/mailbox/appointments');
}

describe.skipIf(!SCHEMAS_FOUND)("every message is valid under Microsoft's schema for its version", () => {
  test.each(CASES)('$server, set to $setting', async ({ server: exchangeVersion, setting }) => {
    const simulator = await startSimulator({ exchangeVersion, captureBodies: true });
    const folder = mkdtempSync(join(tmpdir(), 'raccordo-schema-'));
    const connector = await openConnector({ dataDirectory: folder, database: { inMemory: await openTestDatabase() } });
    const server = await startServer(connector, { port: 0 });
    try {
      const crm = crmAt(server.url, connector.token, 'mario');
      const rules = { deleteCrmToExchange: true, deleteExchangeToCrm: true, exchangeCategories: ['CRM'] };
      const document = configuration({
        serverUrl: simulator.ewsUrl,
        contacts: rules,
        appointments: rules,
        profile: { privateItems: 'full', exchangeVersion: setting },
      });
      await crm.call('POST', '/api/configuration', { document, secretValues: {}, dryRun: false });
      await liveThroughALot(crm, simulator);
      // The log takes an entry when the answer has left, which may be after it was read.
      await sleep(100);

      const requests = simulator.requests.all().filter(({ requestBody }) => requestBody !== undefined);
      const carriedOut = requests.filter(({ operation }) => operation !== null);
      expect([...new Set(carriedOut.map(({ operation }) => operation))].sort()).toEqual(OPERATIONS);
      const declared = [...new Set(carriedOut.map(({ requestVersion }) => requestVersion))];
      expect(declared).toEqual(setting === 'auto' ? ['Exchange2007_SP1', 'Exchange2013'] : [setting]);
      for (const { requestBody, requestVersion } of requests)
        assertValid(requestBody ?? '', (requestVersion ?? exchangeVersion) as ExchangeVersion);
      for (const { responseBody } of requests)
        if (responseBody !== undefined)
          assertValid(responseBody, exchangeVersion === 'Exchange2007_SP1' ? exchangeVersion : 'Exchange2016');
      // A server that refuses what we send would hide it behind an item that is put aside.
      const runs = await synchronise(crm);
      expect(runs.flatMap(({ itemErrors }) => itemErrors)).toEqual([]);
    } finally {
      await server.close();
      await connector.close();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
