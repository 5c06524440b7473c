import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator, SimulatedMailbox } from '../index.ts';
import { namedPropertyKey, startSimulator } from '../index.ts';
import { TEXTS } from './texts.ts';

let simulator: RunningSimulator;
let mailbox: SimulatedMailbox;
let base: string;
const STAMP = namedPropertyKey('F3B1C7D2-5A0E-4C39-9D2E-7A6B8C1D2E3F', 'Stamp');
beforeAll(async () => {
  simulator = await startSimulator();
  mailbox = simulator.mailbox('mario.rossi@azienda.example');
  base = `${simulator.pageUrl}mailboxes/${encodeURIComponent(mailbox.smtp)}`;
});
afterAll(() => simulator.close());

const page = async (url: string, language = 'en') => {
  const response = await fetch(url, { headers: { 'Accept-Language': language } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const submit = (url: string, fields: Readonly<Record<string, string>>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const itemUrl = (id: string) => `${base}/items/${encodeURIComponent(id)}`;

test('both languages have every text', () => {
  expect(Object.keys(TEXTS.it).toSorted()).toEqual(Object.keys(TEXTS.en).toSorted());
  expect([...Object.values(TEXTS.it), ...Object.values(TEXTS.en)]).not.toContain('');
});

test('the page speaks the browser’s language until a person chooses', async () => {
  expect((await page(simulator.pageUrl, 'it-IT,it;q=0.9')).text).toContain('<html lang="it">');
  expect((await page(simulator.pageUrl, 'de')).text).toContain('<html lang="en">');
  const chosen = await page(`${simulator.pageUrl}?lang=it`, 'en');
  expect([chosen.text.includes('Caselle'), chosen.headers.get('set-cookie')]).toEqual([
    true,
    'lang=it; Path=/; SameSite=Strict',
  ]);
});

test('a person sees categories, stamp and change key, and nothing is taken for markup', async () => {
  const item = mailbox.add('contacts', 'Contact', {
    GivenName: '<b>Anna</b>',
    Categories: ['CRM & co'],
    [STAMP]: 'stamp-1',
  });
  const list = await page(`${base}?folder=contacts`);
  expect(list.text).toContain('&lt;b&gt;Anna&lt;/b&gt;');
  expect(list.text).toContain('CRM &amp; co');
  const detail = await page(itemUrl(item.id));
  for (const shown of ['stamp-1', item.changeKey, item.searchKey]) expect(detail.text).toContain(shown);
  expect(detail.text).not.toContain('<b>Anna');
  expect(detail.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('a person creates, changes, moves, copies and deletes with plain forms', async () => {
  const created = await submit(`${base}/new?kind=Contact`, {
    GivenName: 'Ugo',
    Surname: 'Neri',
    Birthday: '1980-05-17',
    Categories: 'a, b',
  });
  expect(created.status).toBe(303);
  const find = (folder: string) => mailbox.items(folder).filter(({ fields }) => fields['GivenName'] === 'Ugo');
  const [ugo] = find('contacts');
  expect(ugo?.fields).toMatchObject({ Surname: 'Neri', Birthday: '1980-05-16T22:00:00Z', Categories: ['a', 'b'] });
  const url = itemUrl(ugo?.id ?? '');
  expect((await page(url)).text).toContain('value="1980-05-17"');
  await submit(url, { action: 'copy', target: 'contacts' });
  expect(find('contacts')).toHaveLength(2);
  await submit(url, { action: 'delete' });
  expect([find('contacts').length, find('deleteditems').length]).toEqual([1, 1]);
  await submit(itemUrl(find('deleteditems')[0]?.id ?? ''), { action: 'move', target: 'contacts' });
  expect(find('contacts')).toHaveLength(2);
  for (const { id } of find('contacts')) await submit(itemUrl(id), { action: 'hardDelete' });
  expect([...find('contacts'), ...find('deleteditems')]).toEqual([]);
  expect((await page(url)).status).toBe(404);
});

test('saving the form unchanged changes nothing', async () => {
  for (const [folder, kind, fields] of [
    [
      'contacts',
      'Contact',
      {
        Surname: 'Bruni',
        Birthday: '1980-05-17T11:59:00Z',
        Body: 'uno\ndue',
        'EmailAddresses/EmailAddress1': 'b@x.example',
      },
    ],
    [
      'calendar',
      'CalendarItem',
      {
        Subject: 'Visita',
        Start: '2026-07-03T08:00:00Z',
        End: '2026-07-03T09:00:00Z',
        StartTimeZone: 'W. Europe Standard Time',
      },
    ],
  ] as const) {
    const item = mailbox.add(folder, kind, fields);
    const { text } = await page(itemUrl(item.id));
    await submit(itemUrl(item.id), { action: 'save', ...formFields(text) });
    expect(mailbox.findItem(item.id)).toEqual(item);
  }
});

/** What a browser would send of the first form. */
function formFields(text: string): Record<string, string> {
  const form = /<form method="post"[\s\S]*?<\/form>/.exec(text)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const value = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
    if (value('type') !== 'checkbox' || tag.includes(' checked')) fields[value('name')] = value('value');
  }
  for (const [, name = '', options = ''] of form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    fields[name] = / value="([^"]*)" selected/.exec(options)?.[1] ?? / value="([^"]*)"/.exec(options)?.[1] ?? '';
  }
  for (const [, name = '', value = ''] of form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)</g)) {
    fields[name] = value.replaceAll('\n', '\r\n');
  }
  return fields;
}

test('a person moves an appointment in its own zone', async () => {
  await submit(`${base}/new?kind=CalendarItem`, {
    Subject: 'Pranzo',
    Start: '2026-07-03T13:00',
    End: '2026-07-03T14:00',
    StartTimeZone: 'W. Europe Standard Time',
    ReminderIsSet: 'true',
  });
  const item = mailbox.items('calendar').find(({ label }) => label === 'Pranzo');
  expect(item?.fields).toMatchObject({ Start: '2026-07-03T11:00:00Z', ReminderIsSet: 'true' });
  const { text } = await page(itemUrl(item?.id ?? ''));
  await submit(itemUrl(item?.id ?? ''), { ...formFields(text), action: 'save', Start: '2026-07-03T13:30' });
  expect(mailbox.findItem(item?.id ?? '')?.fields['Start']).toBe('2026-07-03T11:30:00Z');
});

test('a person changes and deletes one occurrence of a series', async () => {
  const series = mailbox.addXml(
    'calendar',
    '<t:CalendarItem><t:Subject>Ogni giorno</t:Subject><t:Start>2036-07-03T08:00:00Z</t:Start><t:End>2036-07-03T09:00:00Z</t:End><t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NumberedRecurrence><t:StartDate>2036-07-03</t:StartDate><t:NumberOfOccurrences>3</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence></t:CalendarItem>',
  );
  const { text } = await page(itemUrl(series.id));
  const links = [...text.matchAll(/<li><a href="([^"]*)"/g)].map(
    ([, href = '']) => new URL(href, simulator.pageUrl).href,
  );
  expect(links).toHaveLength(3);
  const [first = '', second = ''] = links;
  const form = formFields((await page(first)).text);
  await submit(first, { ...form, action: 'save', Subject: 'Stavolta' });
  await submit(second, { action: 'delete' });
  expect(
    mailbox.occurrences(series.id, '2036-07-01T00:00:00Z', '2036-07-31T00:00:00Z').map(({ label }) => label),
  ).toEqual(['Stavolta', 'Ogni giorno']);
  expect(mailbox.findItem(series.id)?.label).toBe('Ogni giorno');
});

test('what Exchange would refuse is shown as a sentence', async () => {
  const answer = await submit(`${base}/new?kind=CalendarItem`, {
    Subject: 'x',
    Start: '2026-07-03T13:00',
    End: '2026-07-03T12:00',
  });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('EndDate is earlier');
});

test('the JSON interface does the same, and its version tells when to look again', async () => {
  const api = `${simulator.pageUrl}api`;
  const json = async (path: string, method = 'GET', body?: unknown) => {
    const response = await fetch(`${api}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.status === 204 ? undefined : ((await response.json()) as Record<string, unknown>);
  };
  const before = await json('/version');
  const items = `/mailboxes/${encodeURIComponent(mailbox.smtp)}/items`;
  const created = await json(items, 'POST', { kind: 'Contact', folder: 'contacts', fields: { Surname: 'Gialli' } });
  expect(await json('/version')).not.toEqual(before);
  const path = `${items}/${encodeURIComponent(String(created?.['id']))}`;
  expect(await json(path, 'PATCH', { fields: { JobTitle: 'CEO', Surname: null } })).toMatchObject({
    fields: { JobTitle: 'CEO' },
  });
  expect(await json(path, 'PATCH', { fields: { Cognome: 'x' } })).toEqual({
    error: 'A Contact has no field "Cognome"',
  });
  await json(`${path}?type=HardDelete`, 'DELETE');
  expect(await json(path)).toEqual({ error: 'not found' });
  expect(await json('/outbox')).toEqual([]);
  const series = await json(items, 'POST', {
    folder: 'calendar',
    xml: '<t:CalendarItem><t:Subject>Serie</t:Subject><t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>2026-01-01</t:StartDate></t:NoEndRecurrence></t:Recurrence></t:CalendarItem>',
  });
  expect(series).toMatchObject({ isSeries: true, label: 'Serie' });
});

test.each([
  ['a name that points here from elsewhere', { Host: 'evil.example' }, 'GET', 403],
  ['a form on another site', { Origin: 'https://evil.example' }, 'POST', 403],
  ['its own form', {}, 'POST', 404],
])('the page refuses %s', async (_title, headers, method, status) => {
  const answer = await new Promise<number>((resolve, reject) => {
    const sent = httpRequest(`${simulator.pageUrl}nowhere`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
  expect(answer).toBe(status);
});

test('style and script come from the simulator itself', async () => {
  for (const asset of ['page.css', 'page.js', 'icon.svg'])
    expect((await page(`${simulator.pageUrl}assets/${asset}`)).status).toBe(200);
  expect((await page(`${simulator.pageUrl}assets/..%2findex.ts`)).status).toBe(404);
});
