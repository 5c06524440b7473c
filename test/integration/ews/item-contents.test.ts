import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExchangeVersion, RunningSimulator } from '../../../simulator/index.ts';
import { startSimulator } from '../../../simulator/index.ts';
import { connectEws } from '../../../src/exchange/ews/index.ts';
import { REQUEST_VERSIONS } from '../../../src/exchange/ews/soap/channel.ts';
import { appointmentFields, contactFields } from '../../../src/exchange/ews/testing/generators.ts';
import { projection } from '../../../src/exchange/ews/testing/projection.ts';
import type { ExchangeItem, ExchangeSide } from '../../../src/exchange/port.ts';
import type { Fields, FieldValue, ItemType } from '../../../src/model/index.ts';
import { parseTimeZoneId, sameValue, synchronisedFields, valueOf } from '../../../src/model/index.ts';
import { optionsFor } from '../../support/ews/channel.ts';

const MARIO = { user: 'mario', password: 'mario-2026', domain: 'BRENTA', smtp: 'mario@brenta.example' };
const HOME = parseTimeZoneId('Europe/Rome');
const RUNS = Number(process.env['RACCORDO_ITEMS'] ?? 12);

/** What other programs keep with an item. */
const STRANGE =
  '<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="altro" PropertyType="String"/><t:Value>suo</t:Value></t:ExtendedProperty><t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="00062004-0000-0000-c000-000000000046" PropertyId="32849" PropertyType="String"/><t:Value>utente 1</t:Value></t:ExtendedProperty>';

interface Place {
  readonly simulator: RunningSimulator;
  readonly side: ExchangeSide;
  close(): Promise<void>;
}

async function openPlace(version: ExchangeVersion): Promise<Place> {
  const simulator = await startSimulator({
    users: [{ ...MARIO, displayName: 'Mario' }],
    exchangeVersion: version,
    captureBodies: true,
  });
  const side = connectEws({
    ...optionsFor(simulator.ewsUrl, {
      mailbox: MARIO.smtp,
      credentials: { kind: 'password', user: MARIO.user, domain: MARIO.domain, password: MARIO.password },
      exchangeVersion: 'auto',
      timeoutMs: 20_000,
    }),
    homeZone: HOME,
  });
  return {
    simulator,
    side,
    close: async () => {
      await side.close();
      await simulator.close();
    },
  };
}

async function itemOf(side: ExchangeSide, itemType: ItemType, id: string): Promise<ExchangeItem> {
  const [read] = await side.read(itemType, [id]);
  if (read?.kind !== 'found') throw new Error(`read: ${JSON.stringify(read)}`);
  return read.item;
}

async function created(side: ExchangeSide, itemType: ItemType, fields: Fields): Promise<string> {
  const [outcome] = await side.create(itemType, [{ fields, stamp: 'stamp', addCategories: ['CRM'], uid: null }]);
  if (outcome?.kind !== 'done') throw new Error(`create: ${JSON.stringify(outcome)}`);
  return outcome.ref.id;
}

async function changed(side: ExchangeSide, itemType: ItemType, id: string, changes: Fields): Promise<void> {
  const { changeKey } = await itemOf(side, itemType, id);
  const update = { ref: { id, changeKey }, changes, categories: null, stamp: null };
  const [outcome] = await side.update(itemType, [update], 'neverOverwrite');
  if (outcome?.kind !== 'done') throw new Error(`update: ${JSON.stringify(outcome)}`);
}

/** Beside what a version cannot carry, a server cuts a subject and stretches nothing else. */
function differences(itemType: ItemType, read: Fields, wanted: Fields, version: (typeof REQUEST_VERSIONS)[number]) {
  const expected = projection(itemType, wanted, version, HOME);
  return Object.entries(synchronisedFields(itemType)).flatMap(([name, spec]) => {
    const own =
      name === 'categories'
        ? ([...((expected[name] as readonly string[] | null) ?? []), 'CRM'] as FieldValue)
        : valueOf(expected, name);
    // Derived by the server where nobody gives one.
    const isDerived = (name === 'fileAs' || name === 'displayName') && own === null;
    return isDerived || sameValue(spec, valueOf(read, name), own) ? [] : [{ name, read: valueOf(read, name), own }];
  });
}

describe.each(REQUEST_VERSIONS)('a server of %s', (version) => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace(version);
    await place.side.identify();
  });
  afterAll(() => place.close());

  test.each([
    ['contacts', contactFields],
    ['appointments', appointmentFields],
  ] as const)('gives back what it was sent of %s', async (itemType, fieldsOf) => {
    const { requestVersion } = await place.side.identify();
    await fc.assert(
      fc.asyncProperty(fieldsOf, async (fields) => {
        const id = await created(place.side, itemType, fields);
        const { fields: read } = await itemOf(place.side, itemType, id);
        expect(differences(itemType, read, fields, requestVersion as (typeof REQUEST_VERSIONS)[number])).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test.each([
    [
      'contacts',
      contactFields,
      `<t:Contact>${STRANGE}<t:GivenName>Anna</t:GivenName><t:EmailAddresses><t:Entry Key="EmailAddress1" Name="Anna" RoutingType="EX">/o=Brenta/ou=x/cn=anna</t:Entry></t:EmailAddresses></t:Contact>`,
      { 'EmailAddresses/EmailAddress1': '/o=Brenta/ou=x/cn=anna' },
    ],
    [
      'appointments',
      appointmentFields,
      `<t:CalendarItem>${STRANGE}<t:Start>2026-12-03T08:00:00Z</t:Start><t:End>2026-12-03T09:00:00Z</t:End><t:MeetingWorkspaceUrl>https://brenta.example/sala</t:MeetingWorkspaceUrl></t:CalendarItem>`,
      { MeetingWorkspaceUrl: 'https://brenta.example/sala' },
    ],
  ] as const)('keeps what we do not know of %s through any update', async (itemType, fieldsOf, markup, kept) => {
    const { side, simulator } = place;
    const mailbox = simulator.mailbox(MARIO.smtp);
    const strange = mailbox.addXml(itemType === 'contacts' ? 'contacts' : 'calendar', markup);
    await fc.assert(
      fc.asyncProperty(fieldsOf, async (changes) => {
        await changed(side, itemType, strange.id, changes);
        const item = mailbox.findItem(strange.id);
        expect(Object.values(item?.extended ?? {})).toEqual(expect.arrayContaining(['suo', 'utente 1']));
        expect(item?.fields).toMatchObject(kept);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the body of an item', () => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace('Exchange2016');
  });
  afterAll(() => place.close());
  const HTML =
    '<html><body><p class="MsoNormal">Gentile <b>Anna</b>,</p><p>ci vediamo <a href="https://example.it">qui</a>.</p></body></html>';
  const withBody = (body: string) =>
    place.simulator
      .mailbox(MARIO.smtp)
      .addXml('contacts', `<t:Contact><t:Body BodyType="HTML">${body.replace(/</g, '&lt;')}</t:Body></t:Contact>`).id;
  const sentBodies = () =>
    place.simulator.requests
      .all()
      .flatMap(({ operation, requestBody }) =>
        operation === 'UpdateItem' && requestBody?.includes('<t:Body ') ? [requestBody] : [],
      );

  test('keeps its formatting when the text is edited in the CRM', async () => {
    const id = withBody(HTML);
    const { fields } = await itemOf(place.side, 'contacts', id);
    expect(fields['notes']).toBe('Gentile Anna,\nci vediamo qui.');
    await changed(place.side, 'contacts', id, { notes: 'Gentile Anna,\nci vediamo qui domani.\nCiao' });
    const [body = ''] = sentBodies().slice(-1);
    expect(body).toContain('BodyType="HTML"');
    expect(body).toContain('&lt;b&gt;Anna&lt;/b&gt;');
    expect(body).toContain('href=&quot;https://example.it&quot;');
    expect((await itemOf(place.side, 'contacts', id)).fields['notes']).toBe(
      'Gentile Anna,\nci vediamo qui domani.\nCiao',
    );
  });

  test('is not written when it shows the wanted text already, and the rest of the update is', async () => {
    const id = withBody(HTML);
    const before = sentBodies().length;
    await changed(place.side, 'contacts', id, { notes: 'Gentile Anna,\nci vediamo qui.', jobTitle: 'CTO' });
    expect(sentBodies()).toHaveLength(before);
    expect((await itemOf(place.side, 'contacts', id)).fields['jobTitle']).toBe('CTO');
  });

  test('is emptied when the text is emptied', async () => {
    const id = withBody(HTML);
    await changed(place.side, 'contacts', id, { notes: null });
    expect((await itemOf(place.side, 'contacts', id)).fields['notes']).toBeNull();
  });

  test('of plain text stays plain', async () => {
    const id = await created(place.side, 'contacts', { notes: 'uno' });
    await changed(place.side, 'contacts', id, { notes: 'due <3' });
    expect(sentBodies().at(-1)).toContain('BodyType="Text"');
    expect((await itemOf(place.side, 'contacts', id)).fields['notes']).toBe('due <3');
  });
});
