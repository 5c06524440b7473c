import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExchangeVersion, ItemView, RunningSimulator } from '../../../simulator/index.ts';
import { startSimulator } from '../../../simulator/index.ts';
import { assertValid } from '../../../simulator/testing/schema-check.ts';
import { connectEws } from '../../../src/exchange/ews/index.ts';
import type { ExchangeItem, ExchangeSide, ExchangeUpdate } from '../../../src/exchange/port.ts';
import type { Fields } from '../../../src/model/index.ts';
import { parseCalendarDate } from '../../../src/model/index.ts';
import { optionsFor } from '../../support/ews/channel.ts';

const MARIO = { user: 'mario', password: 'mario-2026', domain: 'BRENTA', smtp: 'mario@brenta.example' };
const GIULIA = { ...MARIO, user: 'giulia', smtp: 'giulia@brenta.example' };
const ASSISTANT = { ...MARIO, user: 'assistente', smtp: 'assistente@brenta.example' };
const CLIENT = 'cliente@example.org';
const WEEKLY: Fields = {
  subject: 'Settimanale',
  time: {
    kind: 'timed',
    start: '2026-12-01T08:00:00Z',
    end: '2026-12-01T09:00:00Z',
    zone: 'Europe/Rome',
    recurrence: {
      pattern: { kind: 'weekly', interval: 1, days: ['tuesday'], firstDayOfWeek: 'monday' },
      range: { kind: 'numbered', occurrences: 5 },
    },
  },
};

interface Place {
  readonly simulator: RunningSimulator;
  readonly mario: ExchangeSide;
  readonly giulia: ExchangeSide;
  /** Mario's mailbox by the rights of a colleague on his folders. */
  readonly delegate: ExchangeSide;
}

async function openPlace(version: ExchangeVersion): Promise<Place> {
  const folders = { calendar: 'editor', deleteditems: 'editor' } as const;
  const simulator = await startSimulator({
    users: [
      { ...MARIO, displayName: 'Mario', delegates: [{ to: ASSISTANT.smtp, folders }] },
      { ...GIULIA, displayName: 'Giulia' },
      { ...ASSISTANT, displayName: 'Assistente' },
    ],
    exchangeVersion: version,
    captureBodies: true,
  });
  const sideOf = (who: typeof MARIO, mailbox: string, access: 'own' | 'delegateFolders') =>
    connectEws(
      optionsFor(simulator.ewsUrl, {
        mailbox,
        access,
        credentials: { kind: 'password', user: who.user, domain: who.domain, password: who.password },
        exchangeVersion: 'auto',
        timeoutMs: 60_000,
      }),
    );
  return {
    simulator,
    mario: sideOf(MARIO, MARIO.smtp, 'own'),
    giulia: sideOf(GIULIA, GIULIA.smtp, 'own'),
    delegate: sideOf(ASSISTANT, MARIO.smtp, 'delegateFolders'),
  };
}

describe.each(['Exchange2007_SP1', 'Exchange2010_SP1', 'Exchange2016'] as const)('meetings on %s', (version) => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace(version);
  });
  afterAll(async () => {
    for (const { requestBody = '' } of place.simulator.requests.all())
      assertValid(requestBody, /RequestServerVersion Version="(\w+)"/.exec(requestBody)?.[1] as ExchangeVersion);
    await Promise.all([place.mario.close(), place.giulia.close(), place.delegate.close()]);
    await place.simulator.close();
  });

  const calendar = (who: typeof MARIO) => place.simulator.mailbox(who.smtp).items('calendar');
  const mails = () => {
    const sent = place.simulator.outbox.all().map(({ kind, to }) => `${kind} to ${to.join()}`);
    place.simulator.outbox.clear();
    return sent;
  };

  /** Mario invites Giulia and somebody outside, by a client that mails them. */
  async function invite(subject: string): Promise<{ mine: ExchangeItem; hers: ExchangeItem }> {
    place.simulator.mailbox(MARIO.smtp).add('calendar', 'CalendarItem', {
      Subject: subject,
      Start: '2026-12-01T08:00:00Z',
      End: '2026-12-01T09:00:00Z',
      RequiredAttendees: [GIULIA.smtp, CLIENT],
    });
    const mine = await itemOf(place.mario, calendar(MARIO), subject);
    const ref = { id: mine.id, changeKey: mine.changeKey };
    const update = { ref, changes: { location: 'Sala 1' }, categories: null, stamp: null, notifies: true } as const;
    expect(await place.mario.update('appointments', [update], 'neverOverwrite')).toMatchObject([{ kind: 'done' }]);
    expect(mails()).toEqual([`update to ${GIULIA.smtp},${CLIENT}`]);
    return {
      mine: await itemOf(place.mario, calendar(MARIO), subject),
      hers: await itemOf(place.giulia, calendar(GIULIA), subject),
    };
  }

  test('are told with who they are of, and who is in them', async () => {
    const { mine, hers } = await invite('Offerta');
    expect(mine.meeting).toEqual({ role: 'organizer', isCancelled: false, recipients: 2 });
    expect(hers.meeting).toEqual({ role: 'attendee', isCancelled: false, recipients: 2 });
    expect(hers.uid).toBe(mine.uid);
    expect(hers.fields).toMatchObject({
      organizer: { address: MARIO.smtp },
      attendees: [{ address: GIULIA.smtp }, { address: CLIENT }],
    });
  });

  test('are changed in silence unless the write says otherwise, both in one call', async () => {
    const [first, second] = [await invite('Primo'), await invite('Secondo')];
    const updates = [first, second].map(({ mine: { id, changeKey } }, index) => ({
      ref: { id, changeKey },
      changes: { location: `Sala ${index + 2}` },
      categories: null,
      stamp: null,
      ...(index === 1 ? { notifies: true as const } : {}),
    }));
    const outcomes = await place.mario.update('appointments', updates, 'neverOverwrite');
    expect(outcomes.map((outcome) => outcome.kind === 'done' && outcome.ref.id)).toEqual(
      updates.map(({ ref }) => ref.id),
    );
    expect(mails()).toEqual([`update to ${GIULIA.smtp},${CLIENT}`]);
    const hers = async (subject: string) => (await itemOf(place.giulia, calendar(GIULIA), subject)).fields['location'];
    expect([await hers('Primo'), await hers('Secondo')]).toEqual(['Sala 1', 'Sala 3']);
  });

  test('of others take a stamp, a reminder and a category without a word to anybody', async () => {
    const { hers } = await invite('Altrui');
    const ref = { id: hers.id, changeKey: hers.changeKey };
    const changes = { reminderMinutes: 5, busyStatus: 'busy' };
    const update = { ref, changes, categories: ['CRM'], stamp: 'abcd' };
    expect(await place.giulia.update('appointments', [update], 'neverOverwrite')).toMatchObject([{ kind: 'done' }]);
    expect(mails()).toEqual([]);
    expect(await itemOf(place.giulia, calendar(GIULIA), 'Altrui')).toMatchObject({
      stamp: 'abcd',
      categories: ['CRM'],
      fields: { reminderMinutes: 5, busyStatus: 'busy' },
      meeting: { role: 'attendee' },
    });
  });

  test.each(['mario', 'delegate'] as const)('are called off with mail, or deleted in silence, by %s', async (who) => {
    const [loud, quiet] = [await invite(`Disdetta ${who}`), await invite(`Zitta ${who}`)];
    const items = [{ ...refOf(quiet.mine) }, { ...refOf(loud.mine), notifies: true as const }];
    const outcomes = await place[who].delete('appointments', items, 'deletedItems');
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(mails()).toEqual([`cancellation to ${GIULIA.smtp},${CLIENT}`]);
    const thrownAway = place.simulator
      .mailbox(MARIO.smtp)
      .items('deleteditems')
      .map(({ label }) => label);
    expect(thrownAway).toEqual(expect.arrayContaining([`Disdetta ${who}`, `Zitta ${who}`]));
    const copies = calendar(GIULIA).filter(({ label }) => label.endsWith(who));
    expect(copies.map(({ label }) => label).toSorted()).toEqual([`Canceled: Disdetta ${who}`, `Zitta ${who}`]);
    const cancelled = await itemOf(place.giulia, calendar(GIULIA), `Canceled: Disdetta ${who}`);
    expect(cancelled.meeting).toMatchObject({ role: 'attendee', isCancelled: true });
    // An attendee who deletes declines nothing.
    await place.giulia.delete('appointments', [refOf(cancelled), refOf(quiet.hers)], 'deletedItems');
    expect(mails()).toEqual([]);
  });

  test('lose an occurrence that their organizer called off, and none when all of it was', async () => {
    const { mario, giulia, simulator } = place;
    const [made] = await mario.create('appointments', [
      { fields: WEEKLY, stamp: 'series', addCategories: [], uid: null },
    ]);
    const id = made?.kind === 'done' ? made.ref.id : '';
    simulator.mailbox(MARIO.smtp).change(id, { RequiredAttendees: [GIULIA.smtp] });
    const renamed = { kind: 'changed', fields: { subject: 'Con il cliente' } };
    const change = async (changes: Fields, mailed: Pick<ExchangeUpdate, 'notifies' | 'notifiesOfDays'>) => {
      const ref = refOf(await itemOf(mario, calendar(MARIO), 'Settimanale'));
      const update = { ref, changes, categories: null, stamp: null, ...mailed };
      expect(await mario.update('appointments', [update], 'neverOverwrite')).toMatchObject([{ kind: 'done' }]);
    };
    const [second, third] = [parseCalendarDate('2026-12-08'), parseCalendarDate('2026-12-15')];
    const [deleted, kept] = [{ [second]: { kind: 'deleted' } }, { [third]: renamed }];
    await change({ location: 'Sala 1', occurrences: kept }, { notifies: true, notifiesOfDays: [third] });
    await change({ occurrences: { ...deleted, ...kept } }, { notifiesOfDays: [second] });
    const hers = await itemOf(giulia, calendar(GIULIA), 'Settimanale');
    expect(hers.meeting).toMatchObject({ role: 'attendee', isCancelled: false });
    expect(hers.fields['occurrences']).toEqual({ ...deleted, ...kept });
    expect(hers.calledOffDays).toEqual([second]);

    const update = { ref: refOf(hers), changes: { reminderMinutes: 5 }, categories: null, stamp: null };
    expect(await giulia.update('appointments', [update], 'neverOverwrite')).toMatchObject([{ kind: 'done' }]);
    expect((await itemOf(giulia, calendar(GIULIA), 'Settimanale')).fields).toMatchObject({
      reminderMinutes: 5,
      occurrences: hers.fields['occurrences'],
    });

    const mine = refOf(await itemOf(mario, calendar(MARIO), 'Settimanale'));
    await mario.delete('appointments', [{ ...mine, notifies: true }], 'deletedItems');
    const calledOff = await itemOf(giulia, calendar(GIULIA), 'Canceled: Settimanale');
    expect(calledOff.meeting).toMatchObject({ role: 'attendee', isCancelled: true });
    expect(calledOff.fields['occurrences']).toMatchObject({ [third]: { kind: 'changed' } });
    mails();
  });
});

function refOf({ id, changeKey }: ExchangeItem): { readonly id: string; readonly changeKey: string | null } {
  return { id, changeKey };
}

async function itemOf(side: ExchangeSide, items: readonly ItemView[], subject: string): Promise<ExchangeItem> {
  const id = items.find(({ label }) => label === subject)?.id ?? '';
  const [read] = await side.read('appointments', [id]);
  if (read?.kind !== 'found') throw new Error(`${subject}: ${read?.kind}`);
  return read.item;
}
