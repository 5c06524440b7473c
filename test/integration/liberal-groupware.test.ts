import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ForeignPlace, ForeignWorld } from '../support/foreign-world.ts';
import { openForeignWorld } from '../support/foreign-world.ts';
import { ANNA, DELETING, FAIR, fullLoop, VISIT } from '../support/full-loop.ts';
import type { Dialect } from '../support/gateway.ts';
import { bareFault, errorAnswer } from '../support/gateway.ts';

let world: ForeignWorld;
beforeAll(async () => {
  world = await openForeignWorld();
});
afterAll(() => world.close());

const answers = (change: (body: string) => string): Dialect => ({ answer: change });
const drops = (...elements: readonly string[]): Dialect =>
  answers((body) =>
    elements.reduce(
      (rest, name) => rest.replace(new RegExp(`<t:${name}(?: [^>]*)?(?:/>|>[\\s\\S]*?</t:${name}>)`, 'g'), ''),
      body,
    ),
  );
const times = (change: (time: string) => string): Dialect =>
  answers((body) =>
    body.replace(/<t:(Start|End)>([^<]*)</g, (_, name: string, time: string) => `<t:${name}>${change(time)}<`),
  );

describe.each<[string, readonly Dialect[]]>([
  ['says nothing of zones', [drops('StartTimeZone', 'EndTimeZone', 'MeetingTimeZone', 'TimeZone')]],
  [
    'writes times with an offset',
    [times((time) => `${new Date(Date.parse(time) + 3_600_000).toISOString().slice(0, 19)}+01:00`)],
  ],
  ['writes times without an offset', [times((time) => time.replace('Z', ''))]],
  ['writes times without seconds', [times((time) => time.replace(/:\d\d(\.\d+)?Z/, 'Z'))]],
  ['writes fractions of seconds', [times((time) => time.replace(/(\.\d+)?Z/, '.1234567Z'))]],
  [
    'says little of an appointment',
    [
      drops(
        'CalendarItemType',
        'LegacyFreeBusyStatus',
        'IsCancelled',
        'IsRecurring',
        'IsMeeting',
        'MyResponseType',
        'UID',
        'Organizer',
        'Sensitivity',
        'Importance',
        'MeetingRequestWasSent',
      ),
    ],
  ],
  ['does not know whole days', [drops('IsAllDayEvent')]],
])('an agenda that %s', (_, dialects) => {
  test('keeps what the CRM knows, and rests', async () => {
    const place = await world.open(dialects);
    const visit = await place.add('appointments', VISIT);
    const fair = await place.add('appointments', FAIR);
    await expectDone(place);
    expect(await place.writesOfSync()).toEqual([]);
    const item = place.mailbox.items('calendar').find(({ label }) => label === 'Visita');
    place.mailbox.change(item?.id ?? '', { Start: '2027-03-10T11:00:00Z', End: '2027-03-10T12:30:00Z' });
    await place.change('appointments', fair, { location: 'Padiglione 3' });
    await expectDone(place);
    expect(await place.writesOfSync()).toEqual([]);
    const fields = async (id: string) =>
      (await place.records('appointments')).find((record) => record.id === id)?.fields;
    expect(await fields(visit)).toMatchObject({
      ...VISIT,
      time: { ...(VISIT['time'] as object), start: '2027-03-10T11:00:00Z', end: '2027-03-10T12:30:00Z' },
    });
    expect(await fields(fair)).toMatchObject(FAIR);
    expect(place.mailbox.items('calendar').find(({ label }) => label === 'Fiera')?.fields).toMatchObject({
      IsAllDayEvent: 'true',
      Location: 'Padiglione 3',
    });
  });
});

async function expectDone(place: ForeignPlace): Promise<void> {
  const runs = await place.sync();
  expect(runs.map(({ outcome, problem, itemErrors }) => [outcome, problem, itemErrors])).toEqual([
    ['done', null, []],
    ['done', null, []],
  ]);
}

/** Basic credentials come as they should, or the gateway says 401 with this. */
const asks = (challenge: string | readonly string[] | null): Dialect => ({
  request: (body, _, { authorization }) =>
    authorization?.startsWith('Basic ')
      ? body
      : { status: 401, headers: challenge === null ? {} : { 'www-authenticate': challenge }, body: '' },
});

describe.each<[string, readonly Dialect[]]>([
  ['joins its challenges in one header', [asks('Negotiate, NTLM, Basic realm="a, \\"b\\", NTLM"')]],
  [
    'sends a challenge for each way',
    [
      asks([
        'Bearer authorization_uri="https://login.example/x"',
        'Digest realm="d", nonce="n", qop="auth,auth-int"',
        'Basic realm=unquoted',
      ]),
    ],
  ],
  ['asks for a password without saying how', [asks(null)]],
  ['closes after each answer', [{ answer: (body) => ({ body, headers: { connection: 'close' } }) }]],
  [
    'offers NTLM, which cannot work because it closes after each answer',
    [
      {
        request: (body, _operation, { authorization }) =>
          authorization?.startsWith('NTLM ')
            ? { status: 401, headers: { 'www-authenticate': 'NTLM TlRMTVNTUAACAAAA', connection: 'close' }, body: '' }
            : body,
      },
      asks(['NTLM', 'Basic realm="x"']),
    ],
  ],
  ['compresses', [{ answer: (body) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } }) }]],
  [
    'sends UTF-16',
    [
      {
        answer: (body) => ({
          body: Buffer.from(`\ufeff${body}`, 'utf16le'),
          headers: { 'content-type': 'text/xml; charset=utf-16' },
        }),
      },
    ],
  ],
  [
    'declares Latin-1 inside only',
    [
      {
        answer: (body) => ({
          body: Buffer.from(body.replace(/<\?xml[^>]*\?>/, "<?xml version='1.0' encoding='ISO-8859-1'?>"), 'latin1'),
          headers: { 'content-type': 'text/xml' },
        }),
      },
    ],
  ],
  [
    'labels SOAP as a stream of bytes',
    [{ answer: (body) => ({ body, headers: { 'content-type': 'application/octet-stream' } }) }],
  ],
  [
    'faults in plain text',
    [
      {
        request: (body, operation) =>
          operation === 'ResolveNames' || operation === 'FindFolder'
            ? { ...bareFault('Client'), headers: { 'content-type': 'text/plain' } }
            : body,
      },
    ],
  ],
])('a web server that %s', (_, dialects) => {
  test('is signed in to and understood', async () => {
    const place = await world.open(dialects, { contacts: DELETING });
    const anna = await place.add('contacts', ANNA);
    await expectDone(place);
    expect(await place.writesOfSync()).toEqual([]);
    expect((await place.records('contacts')).find(({ id }) => id === anna)?.fields).toMatchObject(ANNA);
    const [item] = place.mailbox.items('contacts');
    place.mailbox.delete(item?.id ?? '');
    await expectDone(place);
    expect(await place.records('contacts')).toEqual([]);
  });
});

/** Everything at once: a groupware with an EWS of its own, no Exchange behind its words. */
const GROUPWARE: readonly Dialect[] = [
  asks('Basic realm="groupware"'),
  {
    request: (body, operation) => {
      if (operation === 'ResolveNames' || operation === 'FindFolder') return bareFault();
      if (operation === 'FindItem' && body.includes('<m:Restriction>'))
        return errorAnswer('FindItem', 'ErrorInvalidRestriction');
      if (operation === 'GetItem' && body.includes('0x300B'))
        return errorAnswer('GetItem', 'ErrorInvalidPropertyRequest', (body.match(/<t:ItemId /g) ?? []).length);
      return body;
    },
  },
  {
    answer: (body, operation) =>
      `\r\n${body
        .replace(/<[\w:]*ServerVersionInfo[^>]*?\/>/, '')
        .replace(/<m:ResponseCode>NoError<\/m:ResponseCode>/g, '')
        .replace(/<m:IncludesLastItemInRange>\w+<\/m:IncludesLastItemInRange>/g, '')
        .replace(/(<m:Items>[\s\S]*?<\/m:Items>)/g, operation === 'CreateItem' ? '' : '$1')
        .replace(/(<\/?)t:/g, '$1ns2:')
        .replace(/xmlns:t=/g, 'xmlns:ns2=')}`,
  },
];

test('a groupware with all of it together takes part in the whole loop', async () => {
  const place = await world.open(GROUPWARE, { contacts: DELETING, appointments: DELETING });
  await fullLoop(place);
});

test('a server with small pages that never says which is the last makes nobody twice', async () => {
  const place = await world.open([
    {
      request: (body) => body.replace(/(<m:MaxChangesReturned>)\d+/, '$12'),
      answer: (body) => body.replace(/<m:IncludesLastItemInRange>\w+<\/m:IncludesLastItemInRange>/g, ''),
    },
  ]);
  const addresses = Array.from({ length: 7 }, (_, index) => `p${index}@example.it`);
  for (const address of addresses) {
    await place.add('contacts', { name: { surname: address }, email1: { address } });
    place.mailbox.add('contacts', 'Contact', { Surname: address, 'EmailAddresses/EmailAddress1': address });
  }
  await expectDone(place);
  expect(await place.writesOfSync()).toEqual([]);
  expect(place.mailbox.items('contacts')).toHaveLength(addresses.length);
  expect(await place.records('contacts')).toHaveLength(addresses.length);
});
