import { afterAll, beforeAll, expect, test } from 'vitest';
import { entryIdIn } from '../../simulator/state/identifiers.ts';
import type { Explanation, ItemExplanation } from '../../src/api/resources.ts';
import type { SignedIn } from '../../src/api/testing/api-world.ts';
import { asUser } from '../../src/crm/builtin/index.ts';
import type { Fields } from '../../src/model/index.ts';
import type { Office } from '../support/office.ts';
import { openOffice } from '../support/office.ts';

let office: Office;
let mario: SignedIn;
let annaId: string;
beforeAll(async () => {
  office = await openOffice();
  await office.apply();
  mario = await office.signIn('mario');
  annaId = await add({ name: { givenName: 'Anna', surname: 'Verdi' }, jobTitle: 'Impiegata', department: 'Vendite' });
  await office.sync();
});
afterAll(() => office.close());

const asMario = () => asUser(mario.person.id);

async function add(fields: Fields): Promise<string> {
  const made = await office.connector.parts.crm.contacts.create(asMario(), { fields });
  if (made.kind !== 'done') throw new Error(made.kind);
  return made.record.id;
}

async function change(id: string, changes: Fields): Promise<void> {
  await office.connector.parts.crm.contacts.update(asMario(), { id, expectedVersion: null, changes });
}

function itemOf(label: string) {
  const item = office.mailbox.items('contacts').find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`${label} is not in Exchange`);
  return item;
}

async function explain(side: 'crm' | 'exchange', id: string, itemType = 'contacts'): Promise<ItemExplanation> {
  const query = new URLSearchParams({ itemType, side, id });
  const { status, json } = await mario.call('GET', `/api/accounts/mario/explain?${query.toString()}`);
  expect(status).toBe(200);
  return json as ItemExplanation;
}

/** Everything that an explanation must leave as it is. */
async function memory(): Promise<unknown> {
  const { store } = office.connector.parts;
  const scopes = await store.listScopes();
  return Promise.all(
    scopes.map(async ({ id }) => [
      await store.getScope(id),
      await store.pageLinks(id, null, 100),
      await store.pageUnlinked(id, null, 100),
      await store.listHints(id, null, 100),
      await store.getCursor(id, 'crm'),
      await store.getCursor(id, 'exchange'),
      office.mailbox.items('contacts').map(({ id: itemId, changeKey }) => [itemId, changeKey]),
    ]),
  );
}

const fieldOf = (item: ItemExplanation, name: string) => item.fields.find(({ field }) => field === name);

test('a pair in step: nothing waits, and both ends are told, from either of them', async () => {
  const before = await memory();
  const item = await explain('crm', annaId);
  expect(item).toMatchObject({
    account: 'mario',
    label: 'Anna Verdi',
    state: 'inStep',
    met: true,
    obstacles: [],
    crm: { id: annaId, state: 'live', takesPart: 'yes' },
    exchange: { state: 'live', takesPart: 'yes' },
    step: { kind: 'noop', reason: { row: 'L1', code: 'unchanged' } },
    remedies: [{ code: 'nothing_to_do', setting: null }],
    inFlight: [],
  });
  expect(item.fields.every(({ outcome }) => outcome === 'unchanged')).toBe(true);
  expect(item.journal.map(({ op }) => op)).toContain('create');
  expect(await explain('exchange', item.exchangeId ?? '')).toMatchObject({ crmId: annaId, state: 'inStep' });
  expect(await memory()).toEqual(before);
});

test('what is no id of Exchange at all is no item, and not a mailbox that does not answer', async () => {
  expect(await explain('exchange', 'abc')).toMatchObject({
    state: 'unknown',
    obstacles: [],
    exchange: { state: 'none', problem: null },
  });
});

const OTHER_FORMATS: Readonly<Record<string, (id: string) => string>> = {
  'the hexadecimal entry id of Outlook': (id) => entryIdIn(id).toString('hex').toUpperCase(),
  'the same as a script prints it': (id) => `0x${entryIdIn(id).toString('hex')}`,
  'the entry id in base64': (id) => entryIdIn(id).toString('base64'),
};

test.each(Object.entries(OTHER_FORMATS))('%s leads to the same item', async (_name, inOtherFormat) => {
  const { id } = itemOf('Anna Verdi');
  expect(await explain('exchange', inOtherFormat(id))).toMatchObject({
    crmId: annaId,
    exchangeId: id,
    state: 'inStep',
    met: true,
  });
  const { status, json } = await mario.call('GET', `/api/explain?q=${encodeURIComponent(inOtherFormat(id))}`);
  expect(status).toBe(200);
  expect((json as Explanation).items.map(({ crmId, exchangeId }) => [crmId, exchangeId])).toEqual([[annaId, id]]);
});

test('words, and an id that is known, ask no server', async () => {
  const { id } = itemOf('Anna Verdi');
  office.simulator.requests.clear();
  for (const q of [id, annaId, 'Verdi', 'nessuno.di.questo.nome.molto.lungo@azienda.example'])
    await mario.call('GET', `/api/explain?q=${encodeURIComponent(q)}`);
  await explain('exchange', id);
  const asked = office.simulator.requests.all().map(({ operation }) => operation);
  expect(asked).not.toContain('ConvertId');
});

test('an entry id of another mailbox is of no item here', async () => {
  const { id } = itemOf('Anna Verdi');
  const other = entryIdIn(id);
  other.fill(0xab, 46, 68);
  const { json } = await mario.call('GET', `/api/explain?q=${other.toString('hex')}`);
  expect((json as Explanation).items).toEqual([]);
  expect(await explain('exchange', other.toString('hex'))).toMatchObject({
    state: 'unknown',
    exchange: { problem: null },
  });
});

test('an edit that nobody has synchronised yet: what the next run does with each field', async () => {
  await change(annaId, { jobTitle: 'Direttrice' });
  office.mailbox.change(itemOf('Anna Verdi').id, { JobTitle: 'Dirigente', Department: 'Acquisti' });
  const before = await memory();
  const item = await explain('crm', annaId);
  expect(item).toMatchObject({
    state: 'willChange',
    step: { kind: 'merge', reason: { code: 'changed_on_both_sides' } },
  });
  expect(fieldOf(item, 'jobTitle')).toMatchObject({
    baseCrm: 'Impiegata',
    baseExchange: 'Impiegata',
    crm: 'Direttrice',
    exchange: 'Dirigente',
    changedOn: 'both',
    outcome: 'toExchange',
    value: 'Direttrice',
    winner: 'crm',
    remedies: [{ code: 'decide_conflict', setting: 'conflictStrategy' }],
  });
  expect(fieldOf(item, 'department')).toMatchObject({ changedOn: 'exchange', outcome: 'toCrm', value: 'Acquisti' });
  expect(await memory()).toEqual(before);
  await office.sync();
  const after = await explain('crm', annaId);
  expect([after.state, after.openConflicts.length]).toEqual(['inStep', 1]);
});

test('a change that waits names the rule that would let it travel, and since when it waits', async () => {
  await office.apply({ contacts: { updateExchangeToCrm: false } });
  office.mailbox.change(itemOf('Anna Verdi').id, { Department: 'Marketing' });
  await office.sync();
  const item = await explain('crm', annaId);
  expect(item).toMatchObject({
    state: 'pending',
    step: { kind: 'hold', state: 'pending', reason: { row: 'L3', code: 'update_rule_off' } },
    remedies: [{ code: 'switch_on_update_rule', setting: 'updateExchangeToCrm' }],
  });
  expect(Date.parse(item.since ?? '')).toBeGreaterThan(Date.now() - 60_000);
  expect(fieldOf(item, 'department')).toMatchObject({
    outcome: 'pending',
    remedies: [{ code: 'switch_on_update_rule', setting: 'updateExchangeToCrm' }],
  });
  const text = await office.command('explain', '--account', 'mario', '--crm', annaId);
  expect(text).toContain('a change waits because the rule for its direction is off');
  expect(text).toContain('Department: changed in Exchange; waits for a rule');
  await office.apply();
  await office.sync();
});

test('a record that no run has met, and an id that nobody has', async () => {
  const id = await add({ name: { givenName: 'Carla', surname: 'Rosa' } });
  expect(await explain('crm', id)).toMatchObject({
    state: 'willChange',
    met: false,
    exchange: { state: 'none' },
    step: { kind: 'createInExchange', reason: { row: 'U4' } },
    remedies: [{ code: 'wait_for_next_run' }],
  });
  expect(await explain('crm', '00000000-0000-4000-8000-000000000000')).toMatchObject({ state: 'unknown', met: false });
  expect(await explain('exchange', itemOf('Anna Verdi').id, 'appointments')).toMatchObject({ met: false });
  expect(await office.command('explain', '--account', 'mario', '--exchange', itemOf('Anna Verdi').id)).toContain(
    'Both sides say the same, and nothing waits.',
  );
  await office.sync();
});

test('a question of who is who tells the candidates by name, and what a person can do', async () => {
  const id = await add({ name: { givenName: 'Dino', surname: 'Blu' }, companyName: 'Blu spa' });
  office.mailbox.add('contacts', 'Contact', { GivenName: 'Dino', Surname: 'Blu', CompanyName: 'Altra srl' });
  await office.sync();
  const item = await explain('crm', id);
  expect(item).toMatchObject({
    state: 'review',
    met: true,
    unlinked: { state: 'review', reason: { code: 'same_name_only' } },
    candidates: [{ side: 'exchange', label: 'Dino Blu' }],
    remedies: [{ code: 'tell_counterparts_apart' }],
  });
  expect(item.openConflicts).toEqual([]);
});

test('an item in another folder, a private one, a deletion that was not carried over', async () => {
  const item = office.mailbox.move(itemOf('Carla Rosa').id, office.mailbox.addFolder('Archivio', 'IPF.Contact').id);
  await office.sync();
  const carla = (await office.connector.parts.crm.contacts.list(asMario(), { search: 'Carla' })).records[0];
  expect(await explain('crm', carla?.id ?? '')).toMatchObject({
    state: 'asleep',
    exchange: { state: 'elsewhere' },
    step: { reason: { code: 'moved_to_other_folder' } },
    remedies: [{ code: 'move_item_back', setting: null }],
  });
  office.mailbox.move(item.id, 'contacts');
  await office.sync();

  await change(annaId, { sensitivity: 'private' });
  expect(await explain('crm', annaId)).toMatchObject({
    state: 'asleep',
    crm: { takesPart: 'private' },
    remedies: [{ code: 'synchronise_private_items', setting: 'privateItems' }],
  });
  await change(annaId, { sensitivity: 'normal' });

  office.mailbox.delete(itemOf('Carla Rosa').id);
  await office.sync();
  expect(await explain('crm', carla?.id ?? '')).toMatchObject({
    state: 'detached',
    exchange: { state: 'gone' },
    remedies: [{ code: 'switch_on_delete_rule', setting: 'deleteExchangeToCrm' }],
  });
});

test('what an undo took away names the undo, and no rule that is on already', async () => {
  const added = office.mailbox.add('contacts', 'Contact', { GivenName: 'Ugo', Surname: 'Sala' });
  await office.sync();
  const madeBy = (await explain('exchange', added.id)).journal[0]?.runId ?? '';
  const runOf = (json: unknown) => (json as { runs: readonly { id: string }[] }).runs[0]?.id ?? '';
  const ended = async (id: string): Promise<void> => {
    await expect
      .poll(async () => (await mario.call('GET', `/api/runs/${id}`)).json, { timeout: 20_000 })
      .toMatchObject({ state: 'finished', outcome: 'done' });
  };
  const planned = runOf((await mario.call('POST', `/api/runs/${madeBy}/undo`, {})).json);
  await ended(planned);
  await ended(runOf((await mario.call('POST', `/api/runs/${planned}/plan/apply`, {})).json));
  expect(await explain('exchange', added.id)).toMatchObject({
    state: 'detached',
    crm: { state: 'gone' },
    exchange: { state: 'live' },
    remedies: [{ code: 'undo_the_undo', setting: null }],
  });
});

test('what keeps the next run from looking at all is told first', async () => {
  await office.apply({ profile: { active: false } });
  expect((await explain('crm', annaId)).obstacles).toMatchObject([
    { code: 'profile_off', remedy: { code: 'switch_on', setting: 'active' } },
  ]);
  await office.apply({ profile: { active: true }, contacts: { synchronise: false } });
  expect((await explain('crm', annaId)).obstacles).toMatchObject([{ code: 'item_type_off_in_profile' }]);
  await office.apply();
  const { store } = office.connector.parts;
  const scope = (await store.listScopes()).find(({ itemType }) => itemType === 'contacts');
  const lease = (await store.acquireLease(scope?.id ?? '', 'test', 60))!;
  const params = { deletions: 30, recent: 0, links: 40, allowed: 10 };
  const statusReason = { row: 'B1', code: 'brake_mass_delete', params } as const;
  await store.updateScope(lease, { status: 'hold', statusReason });
  await store.releaseLease(lease);
  expect((await explain('crm', annaId)).obstacles).toMatchObject([
    { code: 'scope_hold', reason: { row: 'B1' }, remedy: { code: 'approve_plan' } },
  ]);
  expect(await office.command('explain', '--account', 'mario', '--crm', annaId)).toContain('! A brake holds all of it');
});

test('somebody else’s account does not exist, and a question without an account is told what is missing', async () => {
  const giulia = await office.signIn('giulia');
  const query = new URLSearchParams({ itemType: 'contacts', side: 'crm', id: annaId });
  expect((await giulia.call('GET', `/api/accounts/mario/explain?${query.toString()}`)).status).toBe(404);
  await expect(office.command('explain', '--crm', annaId)).rejects.toThrow('--account');
});

test('a mailbox that does not answer is part of the answer; the CRM’s end is told all the same', async () => {
  await office.simulator.close();
  const item = await explain('crm', annaId);
  expect(item).toMatchObject({
    state: 'undecided',
    crm: { state: 'live', label: 'Anna Verdi' },
    exchange: { state: 'unreadable', problem: { code: 'connection_refused' } },
    step: null,
  });
  expect(item.obstacles.map(({ code }) => code)).toContain('exchange_unreadable');
});
