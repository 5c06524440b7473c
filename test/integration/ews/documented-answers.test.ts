import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectEws } from '../../../src/exchange/ews/index.ts';
import type { ExchangeSide } from '../../../src/exchange/port.ts';
import { parseTimeZoneId } from '../../../src/model/index.ts';
import { optionsFor } from '../../support/ews/channel.ts';
import type { TestServer } from '../../support/ews/servers.ts';
import { startHttpServer } from '../../support/ews/servers.ts';

function documented(server: string, name: string): string {
  return readFileSync(new URL(`../../fixtures/ews/${server}/${name}.xml`, import.meta.url), 'utf8');
}

/**
 * Answers in the shape that is documented for that server; none of it was recorded from one. A fault comes as HTTP 200, as
 * some proxies make of every answer.
 */
async function answering(
  server: string,
  answers: Readonly<Record<string, string>>,
): Promise<{ readonly side: ExchangeSide; readonly http: TestServer }> {
  const http = await startHttpServer(({ body }, to) => {
    const operation = /<(?:\w+:)?Body[^>]*><(?:\w+:)?(\w+)/.exec(body)?.[1] ?? '';
    to.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' });
    to.end(documented(server, answers[operation] ?? operation));
  });
  const side = connectEws({
    ...optionsFor(http.url, { exchangeVersion: 'auto' }),
    homeZone: parseTimeZoneId('Europe/Rome'),
  });
  onTestFinished(() => side.close());
  return { side, http };
}

async function fieldsOf(side: ExchangeSide, itemType: 'contacts' | 'appointments', ids: readonly string[]) {
  const reads = await side.read(itemType, ids);
  return reads.map((read) => (read.kind === 'found' ? read.item.fields : read.kind));
}

describe('answers in the shape of Exchange 2007 SP1', () => {
  test('is recognised, and asked in its own words', async () => {
    const { side, http } = await answering('exchange-2007', {});
    expect(await side.identify()).toMatchObject({
      smtp: 'mario.rossi@example.org',
      serverBuild: '8.1.375.0',
      requestVersion: 'Exchange2007_SP1',
    });
    expect(http.requests.every(({ body }) => !body.includes('TimeZoneContext'))).toBe(true);
  });

  test('lists changes of every kind, with change keys and without', async () => {
    const { side } = await answering('exchange-2007', {});
    const page = await side.listChanges('contacts', null);
    expect(page.upserts).toEqual([
      { id: 'AAMkAnna=', changeKey: 'EQAAABYAAAA1' },
      { id: 'AAMkList=', changeKey: 'EgAAABYAAAA1' },
      { id: 'AAMkVisit=', changeKey: null },
    ]);
    expect(page.deletes).toEqual(['AAMkGone=']);
    expect(page.more).toBe(false);
  });

  test('shows a contact with an entry of the address list, without attributes', async () => {
    const { side } = await answering('exchange-2007', { GetItem: 'GetItem-contacts' });
    const [anna, list, gone] = await side.read('contacts', ['AAMkAnna=', 'AAMkList=', 'AAMkGone=']);
    expect([list?.kind, gone?.kind]).toEqual(['foreign', 'missing']);
    if (anna?.kind !== 'found') throw new Error('not found');
    expect(anna.item).toMatchObject({ stamp: 'abc123', searchKey: '0001020304050607', categories: ['Clienti'] });
    expect(anna.item.fields).toMatchObject({
      name: { title: 'Dott.ssa', givenName: 'Anna', surname: 'Bianchi' },
      companyName: 'Brenta & figli',
      // The first slot is the company's; what a person may edit begins behind it.
      email1: { address: 'anna@example.com' },
      email2: null,
      businessAddress: { street: 'Via Roma 1', city: 'Vicenza', country: 'Italia', postalCode: '36100' },
      assistantPhone: null,
      businessPhone: '+39 0444 123456',
      // Written as midnight in Italy.
      birthday: '1970-03-08',
      mailingAddress: 'business',
    });
    expect(anna.item.fields['notes']).toMatch(/^Prima riga\nSeconda riga.? con un carattere che XML non conosce.?$/);
  });

  test('shows appointments in a zone that only its rules tell', async () => {
    const { side } = await answering('exchange-2007', { GetItem: 'GetItem-calendar' });
    const [visit, fair] = await fieldsOf(side, 'appointments', ['AAMkVisit=', 'AAMkFair=']);
    expect(visit).toMatchObject({
      subject: 'Visita',
      body: null,
      time: { kind: 'timed', start: '2008-07-01T07:00:00Z', end: '2008-07-01T08:30:00Z', zone: 'Europe/Rome' },
      busyStatus: 'outOfOffice',
      sensitivity: 'private',
      importance: 'high',
      reminderMinutes: 15,
    });
    expect(fair).toMatchObject({
      subject: 'Fiera',
      time: { kind: 'allDay', startDate: '2008-12-10', endDate: '2008-12-12' },
      busyStatus: 'free',
    });
  });

  test('takes an update without what only later schemas know', async () => {
    const { side, http } = await answering('exchange-2007', { GetItem: 'GetItem-contacts' });
    const update = {
      ref: { id: 'AAMkAnna=', changeKey: 'EQAAABYAAAA1' },
      changes: { email1: { address: 'anna@example.net', name: 'Anna' } },
      categories: null,
      stamp: null,
    };
    expect(await side.update('contacts', [update], 'neverOverwrite')).toEqual([
      { kind: 'done', ref: { id: 'AAMkAnna=', changeKey: 'EQAAABYAAAA2' } },
    ]);
    const sent = http.requests.at(-1)?.body ?? '';
    expect(sent).toContain('<t:Entry Key="EmailAddress2">anna@example.net</t:Entry>');
    expect(sent).not.toContain('EmailAddress1');
  });

  test('faults with the HTTP status of success', async () => {
    const { side } = await answering('exchange-2007', { SyncFolderItems: 'fault-schema' });
    await expect(side.listChanges('contacts', null)).rejects.toMatchObject({ code: 'ErrorSchemaValidation' });
  });
});

describe('answers in the shape of Exchange 2010 SP1', () => {
  test('is recognised; of two people with such a name neither is taken for the mailbox', async () => {
    const { side } = await answering('exchange-2010', {});
    expect(await side.identify()).toMatchObject({
      smtp: 'mario.rossi@example.org',
      serverBuild: '14.1.218.12',
      requestVersion: 'Exchange2010_SP1',
    });
  });

  test('shows entries of the address list by their routing type', async () => {
    const { side } = await answering('exchange-2010', { GetItem: 'GetItem-contacts' });
    const [anna] = await fieldsOf(side, 'contacts', ['AAMkAnna=']);
    expect(anna).toMatchObject({
      email1: { address: 'anna@example.com' },
      email2: null,
      notes: null,
      birthday: '1970-03-08',
    });
  });

  test('shows a zone of its own making by periods and transitions, and HTML although text was asked for', async () => {
    const { side } = await answering('exchange-2010', { GetItem: 'GetItem-calendar' });
    const [visit, fair] = await fieldsOf(side, 'appointments', ['AAMkVisit=', 'AAMkFair=']);
    expect(visit).toMatchObject({
      time: { kind: 'timed', start: '2011-07-01T07:00:00Z', zone: 'Europe/Rome' },
      body: 'Perché sì',
      reminderMinutes: null,
    });
    expect(fair).toMatchObject({ time: { kind: 'allDay', startDate: '2011-12-10', endDate: '2011-12-12' } });
  });

  test('asks for a pause in a fault', async () => {
    const { side } = await answering('exchange-2010', { SyncFolderItems: 'fault-busy' });
    await expect(side.listChanges('contacts', null)).rejects.toMatchObject({
      code: expect.stringMatching(/^(ErrorServerBusy|backing_off)$/),
      disposition: 'backoff',
      retryAfterMs: expect.any(Number),
    });
  });
});
