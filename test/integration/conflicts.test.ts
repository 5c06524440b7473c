import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Conflict, ConflictPage, Journal } from '../../src/api/resources.ts';
import type { SignedIn } from '../../src/api/testing/api-world.ts';
import { asUser } from '../../src/crm/builtin/index.ts';
import type { Fields } from '../../src/model/index.ts';
import type { Office } from '../support/office.ts';
import { openOffice } from '../support/office.ts';

let office: Office;
let mario: SignedIn;
let giulia: SignedIn;
beforeAll(async () => {
  office = await openOffice();
  await office.apply();
  mario = await office.signIn('mario');
  giulia = await office.signIn('giulia');
});
afterAll(() => office.close());

const contacts = () => office.connector.parts.crm.contacts;
const asMario = () => asUser(mario.person.id);

async function inCrm(id: string): Promise<Fields> {
  const read = await contacts().get(asMario(), id);
  if (read.kind !== 'found') throw new Error(`the record is ${read.kind}`);
  return read.record.fields;
}

async function change(id: string, changes: Fields): Promise<void> {
  const { kind } = await contacts().update(asMario(), { id, expectedVersion: null, changes });
  if (kind !== 'done') throw new Error(kind);
}

function inExchange(label: string) {
  const item = office.mailbox.items('contacts').find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`${label} is not in Exchange`);
  return item;
}

async function openConflicts(): Promise<ConflictPage> {
  return (await mario.call('GET', '/api/conflicts?state=open')).json as ConflictPage;
}

const decide = (id: string, body: unknown) => mario.call('POST', `/api/conflicts/${id}/decision`, { body });

let number = 0;
let crmId: string;
let label: string;
let conflict: Conflict;

/** Both sides have changed the job title; the CRM has won, as the profile says. */
beforeEach(async () => {
  number += 1;
  label = `Anna Verdi${number}`;
  const fields = { name: { givenName: 'Anna', surname: `Verdi${number}` }, jobTitle: 'Impiegata' };
  const made = await contacts().create(asMario(), { fields });
  if (made.kind !== 'done') throw new Error(made.kind);
  crmId = made.record.id;
  await office.sync();
  await change(crmId, { jobTitle: 'Direttrice' });
  office.mailbox.change(inExchange(label).id, { JobTitle: 'Dirigente' });
  await office.sync();
  const found = (await openConflicts()).conflicts.find((one) => one.crmId === crmId);
  if (found === undefined) throw new Error('there is no conflict');
  conflict = found;
});

test('a conflict is in the inbox of whoever owns it, with both values and the one that both had agreed on', async () => {
  expect(conflict).toMatchObject({
    account: 'mario',
    itemType: 'contacts',
    label,
    field: 'jobTitle',
    winner: 'crm',
    base: 'Impiegata',
    crm: 'Direttrice',
    exchange: 'Dirigente',
    state: 'open',
    decidedBy: null,
  });
  expect(inExchange(label).fields['JobTitle']).toBe('Direttrice');
  expect((await giulia.call('GET', '/api/conflicts')).json).toEqual({ conflicts: [], cursor: null, open: 0 });
  expect((await giulia.call('GET', `/api/conflicts/${conflict.id}`)).status).toBe(404);
  const refused = await giulia.call('POST', `/api/conflicts/${conflict.id}/decision`, { body: { decision: 'take' } });
  expect([refused.status, refused.json.code]).toEqual([404, 'conflict_unknown']);
});

describe('a person', () => {
  test('takes the value that lost: it is an edit where it was lost, and the next run carries it over', async () => {
    const before = inExchange(label);
    const { status, json } = await decide(conflict.id, { decision: 'take' });
    expect([status, json]).toMatchObject([200, { state: 'taken', decidedBy: 'mario' }]);
    const after = inExchange(label);
    expect(after.fields['JobTitle']).toBe('Dirigente');
    expect([after.extended, after.categories]).toEqual([before.extended, before.categories]);
    // Nothing but the one side was written; the rest is the synchronisation's, under its rules.
    expect((await inCrm(crmId))['jobTitle']).toBe('Direttrice');
    const [run] = await office.sync();
    expect(run?.counts).toMatchObject({ updatedInCrm: 1, conflicts: 0 });
    expect((await inCrm(crmId))['jobTitle']).toBe('Dirigente');
    expect(office.simulator.outbox.all()).toEqual([]);

    const journal = (await mario.call('GET', '/api/accounts/mario/journal?op=update')).json as Journal;
    expect(journal.entries.find(({ reason }) => reason.code === 'conflict_taken')).toMatchObject({
      side: 'exchange',
      before: { jobTitle: 'Direttrice' },
      after: { jobTitle: 'Dirigente' },
    });
    const again = await decide(conflict.id, { decision: 'keep' });
    expect([again.status, again.json.code]).toEqual([409, 'conflict_decided']);
    const audit = (await office.call('GET', '/api/audit')).json.entries;
    expect(audit).toContainEqual(
      expect.objectContaining({
        actor: 'mario',
        action: 'conflict_decided',
        details: expect.objectContaining({ decision: 'take', field: 'jobTitle' }),
      }),
    );
    expect(JSON.stringify(audit)).not.toContain('Dirigente');
  });

  test('keeps what won: nothing is written on either side', async () => {
    const before = [inExchange(label).changeKey, await inCrm(crmId)];
    expect((await decide(conflict.id, { decision: 'keep' })).json.state).toBe('kept');
    expect([inExchange(label).changeKey, await inCrm(crmId)]).toEqual(before);
  });

  test('writes a third value, which has to be one of the field', async () => {
    const wrong = await decide(conflict.id, { decision: 'edit', value: { address: 'x' } });
    expect([wrong.status, wrong.json.code, wrong.json.details.field]).toEqual([
      422,
      'conflict_value_invalid',
      'jobTitle',
    ]);
    expect((await decide(conflict.id, { decision: 'edit', value: 'Presidente' })).json.state).toBe('edited');
    await office.sync();
    expect([inExchange(label).fields['JobTitle'], (await inCrm(crmId))['jobTitle']]).toEqual([
      'Presidente',
      'Presidente',
    ]);
  });
});

describe('nothing is written when', () => {
  test('the field was edited again since, on either side', async () => {
    office.mailbox.change(inExchange(label).id, { JobTitle: 'Titolare' });
    const { status, json } = await decide(conflict.id, { decision: 'take' });
    expect([status, json.code]).toEqual([409, 'conflict_superseded']);
    expect(inExchange(label).fields['JobTitle']).toBe('Titolare');
    expect((await mario.call('GET', `/api/conflicts/${conflict.id}`)).json.state).toBe('superseded');
  });

  test('a later run has written the field again', async () => {
    await change(crmId, { jobTitle: 'Socia' });
    await office.sync();
    expect((await mario.call('GET', `/api/conflicts/${conflict.id}`)).json.state).toBe('superseded');
    expect((await decide(conflict.id, { decision: 'take' })).json.code).toBe('conflict_superseded');
  });

  test('the item is gone, private now, or the synchronisation is switched off', async () => {
    office.mailbox.change(inExchange(label).id, { Sensitivity: 'Private' });
    const hidden = await decide(conflict.id, { decision: 'take' });
    expect([hidden.status, hidden.json.code, hidden.json.details.why]).toEqual([
      409,
      'conflict_not_writable',
      'excluded_private',
    ]);
    office.mailbox.delete(inExchange(label).id);
    expect((await decide(conflict.id, { decision: 'take' })).json.details.why).toBe('itemMissing');
    await office.apply({ profile: { active: false } });
    expect((await decide(conflict.id, { decision: 'take' })).json.code).toBe('profile_inactive');
    await office.apply({ profile: { active: true } });
  });
});

test('a second conflict of the same field supersedes the first, which nobody has decided', async () => {
  await change(crmId, { jobTitle: 'Presidente' });
  office.mailbox.change(inExchange(label).id, { JobTitle: 'Presidentessa' });
  await office.sync();
  const page = (await mario.call('GET', '/api/conflicts?account=mario')).json as ConflictPage;
  const own = page.conflicts.filter((one) => one.crmId === crmId);
  expect(own.map(({ state, exchange }) => [state, exchange])).toEqual([
    ['open', 'Presidentessa'],
    ['superseded', 'Dirigente'],
  ]);
});

test('where Exchange wins, the value is taken back in the CRM, with the rights of its user', async () => {
  await office.apply({ contacts: { conflictStrategy: 'exchange' } });
  await office.sync();
  await change(crmId, { department: 'Vendite' });
  office.mailbox.change(inExchange(label).id, { Department: 'Acquisti' });
  await office.sync();
  const lost = (await openConflicts()).conflicts.find((one) => one.crmId === crmId && one.field === 'department');
  expect(lost).toMatchObject({ winner: 'exchange', crm: 'Vendite', exchange: 'Acquisti' });
  expect((await decide(lost?.id ?? '', { decision: 'take' })).json.state).toBe('taken');
  expect((await inCrm(crmId))['department']).toBe('Vendite');
  expect(inExchange(label).fields['Department']).toBe('Acquisti');
  await office.sync();
  expect(inExchange(label).fields['Department']).toBe('Vendite');
  await office.apply();
});

test('the command lists, shows and decides, page by page where there are many', async () => {
  const list = await office.command('conflicts');
  expect(list).toContain(label);
  expect(list).toContain('raccordo conflicts show NUMBER');
  expect(await office.command('conflicts', 'list', '--account', 'mario', '--all')).toContain('changed again since');
  const shown = await office.command('conflicts', 'show', conflict.id);
  expect(shown).toContain('CRM: Direttrice (won, and was written)');
  expect(shown).toContain('Exchange: Dirigente (lost, and is kept here)');
  expect(await office.command('conflicts', 'edit', conflict.id, '--value', 'Vice presidente')).toContain('Written.');
  expect(inExchange(label).fields['JobTitle']).toBe('Vice presidente');

  const first = (await office.call('GET', '/api/conflicts?limit=1')).json as ConflictPage;
  const second = (await office.call('GET', `/api/conflicts?limit=1&cursor=${first.cursor}`)).json as ConflictPage;
  expect(Number(second.conflicts[0]?.id)).toBeLessThan(Number(first.conflicts[0]?.id));
});
