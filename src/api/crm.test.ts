import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiWorld, SignedIn } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';

let world: ApiWorld;
let giulia: string;

beforeAll(async () => {
  world = await openApiWorld();
  await world.call('POST', '/api/configuration', {
    body: {
      document: `
users:
  - { name: giulia, email: giulia@brenta.example, displayName: Giulia Rossi }
  - { name: paolo, email: paolo@brenta.example }`,
    },
  });
  const { json } = await world.call('GET', '/api/users');
  giulia = json.users.find(({ name }: { name: string }) => name === 'giulia').id;
});
afterAll(() => world.close());

const MARTA = {
  name: { givenName: 'Marta', surname: 'Züst' },
  displayName: 'Marta Züst',
  email1: { address: 'm@z.example' },
};

async function createMarta() {
  return world.call('POST', '/api/contacts?user=giulia', { body: { fields: MARTA, lists: ['Clienti'] } });
}

describe('a contact', () => {
  test('is made, read, changed and deleted, each time under its ETag', async () => {
    const created = await createMarta();
    expect(created.status).toBe(201);
    const etag = created.headers.get('etag') ?? '';
    expect(created.json).toMatchObject({ ownerId: giulia, lists: ['Clienti'], shared: false, fields: MARTA });
    const path = `${created.headers.get('location')}`;
    expect((await world.call('GET', path)).headers.get('etag')).toBe(etag);

    const body = { fields: { jobTitle: 'Buyer', email1: null } };
    const changed = await world.call('PATCH', path, { body, headers: { 'if-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.json.fields).toMatchObject({ displayName: 'Marta Züst', jobTitle: 'Buyer' });
    expect(changed.json.fields.email1 ?? null).toBeNull();
    expect(changed.headers.get('etag')).not.toBe(etag);

    const deleted = await world.call('DELETE', path, { headers: { 'if-match': changed.headers.get('etag') ?? '' } });
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await world.call('GET', path)).json).toMatchObject({ status: 410, code: 'crm_record_gone' });
  });

  test('is not overwritten by who has seen an older version, nor by who does not say which', async () => {
    const created = await createMarta();
    const path = `/api/contacts/${created.json.id}`;
    const etag = created.headers.get('etag') ?? '';
    const first = await world.call('PATCH', path, {
      body: { fields: { notes: 'one' } },
      headers: { 'if-match': etag },
    });
    const late = await world.call('PATCH', path, { body: { fields: { notes: 'two' } }, headers: { 'if-match': etag } });
    expect(late.json).toMatchObject({
      status: 412,
      code: 'crm_record_changed',
      details: { version: first.json.version },
    });
    expect((await world.call('PATCH', path, { body: { fields: { notes: 'x' } } })).status).toBe(428);
    expect((await world.call('DELETE', path, { headers: { 'if-match': etag } })).status).toBe(412);
    expect((await world.call('GET', path)).json.fields.notes).toBe('one');
    const insisted = await world.call('PATCH', path, {
      body: { fields: { notes: 'two' } },
      headers: { 'if-match': '*' },
    });
    expect(insisted.json.fields.notes).toBe('two');
  });

  test('is seen by its owner, and by colleagues only when it is shared', async () => {
    const { json } = await createMarta();
    const path = `/api/contacts/${json.id}`;
    expect((await world.call('GET', `${path}?user=paolo`)).status).toBe(404);
    const share = { body: { shared: true }, headers: { 'if-match': '*' } };
    expect((await world.call('PATCH', `${path}?user=paolo`, share)).status).toBe(404);
    expect((await world.call('PATCH', `${path}?user=giulia`, share)).status).toBe(200);
    expect((await world.call('GET', `${path}?user=paolo`)).status).toBe(200);
    const del = await world.call('DELETE', `${path}?user=paolo`, { headers: { 'if-match': '*' } });
    expect([del.status, del.json.code]).toEqual([403, 'crm_record_forbidden']);
  });

  test('is found by words without their accents, page by page', async () => {
    for (let i = 0; i < 3; i++) {
      const fields = { displayName: `Ünver Kaya ${i}`, companyName: 'Çelik' };
      await world.call('POST', '/api/contacts?user=paolo', { body: { fields } });
    }
    const first = await world.call('GET', '/api/contacts?user=paolo&search=unver+celik&limit=2');
    expect(first.json).toMatchObject({ total: 3 });
    expect(first.json.records).toHaveLength(2);
    const next = await world.call('GET', `/api/contacts?user=paolo&search=unver&limit=2&cursor=${first.json.cursor}`);
    expect(next.json.records).toHaveLength(1);
    expect(next.json.cursor).toBeNull();
  });
});

describe('an appointment', () => {
  test('keeps its time as one value, and a wrong one is refused', async () => {
    const time = { kind: 'timed', start: '2026-03-02T08:00:00Z', end: '2026-03-02T09:00:00Z', zone: 'Europe/Rome' };
    const created = await world.call('POST', '/api/appointments?user=giulia', {
      body: { fields: { subject: 'Visita', time } },
    });
    expect(created.status).toBe(201);
    expect(created.json.fields.time).toEqual(time);
    const path = `/api/appointments/${created.json.id}`;
    const backwards = { fields: { time: { ...time, end: '2026-03-02T07:00:00Z' } } };
    const refused = await world.call('PATCH', path, { body: backwards, headers: { 'if-match': '*' } });
    expect(refused.json.code).toBe('request_invalid');
    const day = { kind: 'allDay', startDate: '2026-03-02', endDate: '2026-03-04' };
    const moved = await world.call('PATCH', path, { body: { fields: { time: day } }, headers: { 'if-match': '*' } });
    expect(moved.json.fields).toMatchObject({ subject: 'Visita', time: day });
  });

  test('may be a series, with what is not as its rule says; one that cannot be is refused with its field', async () => {
    const range = { kind: 'numbered', occurrences: 4 };
    const pattern = { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' };
    const time = {
      kind: 'timed',
      start: '2026-11-06T08:00:00Z',
      end: '2026-11-06T09:00:00Z',
      zone: 'Europe/Rome',
      recurrence: { pattern, range },
    };
    const occurrences = {
      '2026-11-13': { kind: 'deleted' },
      '2026-11-20': { kind: 'changed', fields: { subject: null, location: 'Lecco' } },
    };
    const made = await world.call('POST', '/api/appointments?user=giulia', {
      body: { fields: { subject: 'Consegna', time, occurrences } },
    });
    expect(made.json).toMatchObject({
      fields: { time, occurrences },
      notSynchronised: null,
      exchangeLimit: null,
    });
    const path = `/api/appointments/${made.json.id}`;
    const change = (fields: object) => world.call('PATCH', path, { body: { fields }, headers: { 'if-match': '*' } });
    const thursdays = { ...time, recurrence: { range, pattern: { ...pattern, days: ['thursday'] } } };
    expect((await change({ time: thursdays })).json.details.problems).toMatchObject([
      { path: 'body.fields.time.recurrence' },
    ]);
    expect((await change({ occurrences: { '13/11/2026': { kind: 'deleted' } } })).status).toBe(400);
    const rare = await change({ time: { ...time, recurrence: { range, pattern: { ...pattern, interval: 120 } } } });
    expect(rare.json.exchangeLimit).toEqual({
      code: 'interval_too_large',
      parameters: { interval: 120, largest: 99 },
    });
  });
});

describe('a series that is split', () => {
  const pattern = { kind: 'daily', interval: 1 };
  const recurrence = (occurrences: number) => ({ pattern, range: { kind: 'numbered', occurrences } });
  const time = { kind: 'allDay', startDate: '2026-03-02', endDate: '2026-03-03', recurrence: recurrence(5) };
  const later = { ...time, startDate: '2026-03-04', endDate: '2026-03-05', recurrence: recurrence(3) };
  const fair = async (participantIds: readonly string[] = []) =>
    (
      await world.call('POST', '/api/appointments?user=giulia', {
        body: { participantIds, fields: { subject: 'Fiera', time } },
      })
    ).json;
  const body = { day: '2026-03-04', fields: { subject: 'Fiera, sala 2' } };

  test('answers with both records, under the version that was read', async () => {
    const { id, version } = await fair();
    const path = `/api/appointments/${id}/split?user=giulia`;
    expect((await world.call('POST', path, { body })).status).toBe(428);
    const stale = await world.call('POST', path, { body, headers: { 'if-match': '"7"' } });
    expect([stale.status, stale.json.code]).toEqual([412, 'crm_record_changed']);
    const done = await world.call('POST', path, { body, headers: { 'if-match': `"${version}"` } });
    expect([done.status, done.headers.get('location')]).toEqual([201, `/api/appointments/${done.json.after.id}`]);
    expect(done.json).toMatchObject({
      before: { id, version: '2', fields: { subject: 'Fiera', time: { ...time, recurrence: recurrence(2) } } },
      after: { ownerId: giulia, fields: { subject: 'Fiera, sala 2', time: later } },
    });
    expect((await world.call('GET', done.headers.get('location') ?? '')).json).toEqual(done.json.after);
  });

  test('is refused on a day that begins no part, and without one', async () => {
    const { id } = await fair();
    const path = `/api/appointments/${id}/split?user=giulia`;
    const refusal = async (day: unknown) => {
      const { status, json } = await world.call('POST', path, { body: { day }, headers: { 'if-match': '*' } });
      return [status, json.code];
    };
    expect(await refusal('2026-03-02')).toEqual([422, 'crm_invalid_record']);
    expect(await refusal('2026-02-30')).toEqual([400, 'request_invalid']);
    expect(await refusal(undefined)).toEqual([400, 'request_invalid']);
  });

  test('is split by its owner and administrators alone', async () => {
    const owner = await world.signIn('giulia');
    const colleague = await world.signIn('nina');
    const administrator = await world.signIn('amelia', 'administrator');
    const statusFor = async ({ call }: SignedIn, participantIds: readonly string[] = []) => {
      const { id } = await fair(participantIds);
      return (await call('POST', `/api/appointments/${id}/split`, { body, headers: { 'if-match': '*' } })).status;
    };
    expect(await statusFor(colleague)).toBe(404);
    expect(await statusFor(colleague, [colleague.person.id])).toBe(403);
    expect(await statusFor(owner)).toBe(201);
    expect(await statusFor(administrator)).toBe(201);
  });
});

describe('files', () => {
  const CARDS = [
    'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:one\r\nN:Costa;Àngela;;;\r\nFN:Àngela Costa\r\nEND:VCARD\r\n',
    'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:two\r\nN:Weiß;Jürgen;;;\r\nFN:Jürgen Weiß\r\nEND:VCARD\r\n',
  ].join('');

  test('of contacts go in once, and come out again', async () => {
    const headers = { 'content-type': 'text/vcard' };
    const first = await world.call('POST', '/api/contacts/import?user=paolo', { body: CARDS, headers });
    expect(first.json).toMatchObject({ created: 2, updated: 0, refused: [] });
    const again = await world.call('POST', '/api/contacts/import?user=paolo', { body: CARDS, headers });
    expect(again.json).toMatchObject({ created: 0, unchanged: 2 });
    const out = await world.call('GET', '/api/contacts/export?user=paolo&version=4.0');
    expect(out.headers.get('content-type')).toContain('text/vcard');
    expect(out.text).toContain('VERSION:4.0');
    expect(out.text).toContain('FN:Jürgen Weiß');
  });

  test('with a series that Exchange cannot have say so, and it is there as it came', async () => {
    const body = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:fifth',
      'DTSTART;TZID=Europe/Rome:20261126T090000',
      'SUMMARY:Chiusura',
      'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-3',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');
    const headers = { 'content-type': 'text/calendar' };
    const { json } = await world.call('POST', '/api/appointments/import?user=paolo', { body, headers });
    expect(json).toMatchObject({
      created: 1,
      refused: [],
      kept: [{ line: 2, uid: 'fifth', reason: { code: 'position' } }],
    });
    const list = await world.call('GET', '/api/appointments?user=paolo');
    expect(list.json.records).toMatchObject([
      { notSynchronised: 'series', fields: { subject: 'Chiusura', keptRule: { code: 'position' } } },
    ]);
  });

  test('of appointments come out as one calendar', async () => {
    const out = await world.call('GET', '/api/appointments/export?user=giulia');
    expect(out.headers.get('content-type')).toContain('text/calendar');
    expect(out.text).toMatch(/^BEGIN:VCALENDAR[\s\S]*Visita[\s\S]*END:VCALENDAR\r\n$/);
  });
});

describe('the event stream', () => {
  test('says that CRM data changed, without saying what', async () => {
    const stop = new AbortController();
    const response = await fetch(`${world.server.url}/api/events`, {
      headers: { authorization: `Bearer ${world.connector.token}` },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const listening = (async () => {
      while (!heard.includes('event: data')) heard += (await reader?.read())?.value ?? '';
    })();
    await createMarta();
    await listening;
    stop.abort();
    expect(heard).toContain('event: data\ndata: {"side":"crm","itemType":"contacts"}\n\n');
    expect(heard).not.toContain('Marta');
  });
});
