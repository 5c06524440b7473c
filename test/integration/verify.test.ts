import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FindingPage, Run, RunList } from '../../src/api/resources.ts';
import type { SignedIn } from '../../src/api/testing/api-world.ts';
import { asUser } from '../../src/crm/builtin/index.ts';
import type { Office } from '../support/office.ts';
import { openOffice } from '../support/office.ts';

let office: Office;
let mario: SignedIn;
let giulia: SignedIn;
let annaId: string;
beforeAll(async () => {
  office = await openOffice();
  await office.apply();
  mario = await office.signIn('mario');
  giulia = await office.signIn('giulia');
  const fields = { name: { givenName: 'Anna', surname: 'Verdi' }, email1: { address: 'anna@verdi.example' } };
  const made = await office.connector.parts.crm.contacts.create(asUser(mario.person.id), { fields });
  if (made.kind !== 'done') throw new Error(made.kind);
  annaId = made.record.id;
  office.mailbox.add('contacts', 'Contact', { GivenName: 'Bruno', Surname: 'Neri' });
  // A contact list: it lies in the folder, and is nobody's counterpart.
  office.mailbox.addXml('contacts', '<t:DistributionList><t:DisplayName>Tutti</t:DisplayName></t:DistributionList>');
  office.mailbox.add('calendar', 'CalendarItem', {
    Subject: 'Riunione',
    Start: '2027-05-03T08:00:00Z',
    End: '2027-05-03T09:00:00Z',
  });
  await office.sync();
});
afterAll(() => office.close());

async function verify(): Promise<readonly FindingPage[]> {
  const started = await mario.call('POST', '/api/accounts/mario/verify', { body: {} });
  expect(started.status).toBe(202);
  const pages: FindingPage[] = [];
  for (const { id } of (started.json as RunList).runs) {
    const run = (await mario.call('GET', `/api/runs/${id}?wait=30`)).json as Run;
    expect(run).toMatchObject({ kind: 'verify', outcome: 'done', problem: null, planRunId: null });
    pages.push((await mario.call('GET', `/api/runs/${id}/findings`)).json as FindingPage);
  }
  return pages;
}

/** The memory forgets the pair of Anna, as after a restored database. */
async function forgetAnna(): Promise<void> {
  const { store } = office.connector.parts;
  const scope = (await store.listScopes()).find(({ itemType }) => itemType === 'contacts');
  const [link] = await store.findLinksByCrmIds(scope?.id ?? '', [annaId]);
  const lease = await store.acquireLease(scope?.id ?? '', 'test', 60);
  if (link === undefined || lease === null) throw new Error('nothing to forget');
  const nothing = { removeIntents: [], markIntentsUnknown: [], removeHints: [], putUnlinked: [], removeUnlinked: [] };
  await store.settle(lease, {
    ...nothing,
    links: [{ ...link, state: 'CLOSED' }],
    journal: [],
    putQuarantine: [],
    removeQuarantine: [],
  });
  await store.releaseLease(lease);
}

test('what is in step has no findings, and the runs stand in the history', async () => {
  const [contacts, appointments] = await verify();
  expect(contacts).toMatchObject({
    account: 'mario',
    itemType: 'contacts',
    compared: { links: 2, records: 2 },
    findings: [],
    total: 0,
    cursor: null,
  });
  expect(appointments).toMatchObject({
    itemType: 'appointments',
    compared: { links: 1, records: 1, items: 1 },
    total: 0,
  });
  const { runs } = (await mario.call('GET', '/api/runs')).json as RunList;
  expect(runs.slice(0, 2).map(({ kind }) => kind)).toEqual(['verify', 'verify']);
});

test('a run that synchronises has no findings to read, and somebody else’s verification does not exist', async () => {
  const [run] = await office.sync();
  const none = await mario.call('GET', `/api/runs/${run?.id}/findings`);
  expect([none.status, none.json.code]).toEqual([409, 'verification_unknown']);
  const [page] = await verify();
  expect((await giulia.call('GET', `/api/runs/${page?.runId}/findings`)).status).toBe(404);
  expect((await giulia.call('POST', `/api/runs/${page?.runId}/findings/repair`)).status).toBe(404);
  expect((await giulia.call('POST', '/api/accounts/mario/verify', { body: {} })).status).toBe(404);
});

test('a pair that the memory has lost is found, repaired without a write, and linked again by the next run', async () => {
  await forgetAnna();
  const [page] = await verify();
  expect(page?.findings.map(({ kind, label }) => [kind, label])).toEqual([
    ['unknownRecord', 'Anna Verdi'],
    ['unknownItem', 'Anna Verdi'],
  ]);
  const paged = (await mario.call('GET', `/api/runs/${page?.runId}/findings?limit=1`)).json as FindingPage;
  expect([paged.findings.length, paged.total]).toEqual([1, 2]);
  const next = (await mario.call('GET', `/api/runs/${page?.runId}/findings?cursor=${paged.cursor}`))
    .json as FindingPage;
  expect(next.findings.map(({ kind }) => kind)).toEqual(['unknownItem']);

  const before = office.mailbox.items('contacts').map(({ changeKey }) => changeKey);
  const repaired = await mario.call('POST', `/api/runs/${page?.runId}/findings/repair`);
  expect(repaired.json).toEqual({ relinked: 0, hinted: 2 });
  expect(office.mailbox.items('contacts').map(({ changeKey }) => changeKey)).toEqual(before);
  const [run] = await office.sync();
  expect(run?.counts).toMatchObject({ linked: 1, createdInCrm: 0, createdInExchange: 0 });
  expect((await verify()).map(({ total }) => total)).toEqual([0, 0]);
});

test('the command compares, tells what it found, and repairs', async () => {
  expect(await office.command('verify', '--account', 'mario')).toContain('Contacts: nothing found.');
  await forgetAnna();
  const found = await office.command('verify', '--account', 'mario');
  expect(found).toContain('Anna Verdi');
  expect(found).toContain('raccordo verify --account mario --repair');
  expect(await office.command('verify', '--account', 'mario', '--repair')).toContain(
    'Links mended: 0. Items that the next run looks at again: 2.',
  );
  await office.sync();
  expect(await office.command('verify', '--account', 'mario')).toContain('Contacts: nothing found.');
});

test('a mailbox that does not answer fails the run, and says so', async () => {
  await office.simulator.close();
  const { runs } = (await mario.call('POST', '/api/accounts/mario/verify', { body: { itemType: 'contacts' } }))
    .json as RunList;
  expect(runs).toHaveLength(1);
  const run = (await mario.call('GET', `/api/runs/${runs[0]?.id}?wait=30`)).json as Run;
  expect(run).toMatchObject({ outcome: 'failed', problem: { code: 'connection_refused' } });
  expect((await mario.call('GET', `/api/runs/${run.id}/findings`)).json.code).toBe('verification_unknown');
});
