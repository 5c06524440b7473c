import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoWrites, syncAppointments } from '../support/appointment-runs.ts';
import type { EngineWorld } from '../support/engine.ts';
import { openEngine } from '../support/engine.ts';

const DAY_MS = 86_400_000;
/** The tenth of the month after next, and every week from then on. */
const FIRST = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 2, 10));
const [ONE, TWO, THREE, FOUR] = [0, 7, 14, 21].map((days) =>
  new Date(FIRST.getTime() + days * DAY_MS).toISOString().slice(0, 10),
);

/** The built-in CRM, as one that keeps no series would be: it is given nothing but single appointments. */
let world: EngineWorld;
beforeAll(async () => {
  world = await openEngine();
  const { crm } = world.connector.parts;
  const sideFor = crm.sideFor.bind(crm);
  Object.assign(crm, { sideFor: async (id: string) => ({ ...(await sideFor(id)), recurrence: 'none' }) });
  await world.apply({
    appointments: { deleteCrmToExchange: true, deleteExchangeToCrm: true, exchangeCategories: ['CRM'] },
  });
});
afterAll(async () => {
  const mails = world.simulator.outbox.all();
  await world.close();
  if (mails.length > 0) throw new Error('somebody was mailed');
});

let number = 0;

/** Four weeks, entered in Outlook. */
function newSeries(): { readonly id: string; readonly subject: string } {
  const subject = `Serie ${(number += 1)}`;
  const weekday = FIRST.toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' });
  const { id } = world.mailbox.addXml(
    'calendar',
    `<t:CalendarItem><t:Subject>${subject}</t:Subject><t:Start>${ONE}T09:00:00</t:Start><t:End>${ONE}T10:00:00</t:End>
    <t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>${weekday}</t:DaysOfWeek></t:WeeklyRecurrence><t:NumberedRecurrence><t:StartDate>${ONE}</t:StartDate><t:NumberOfOccurrences>4</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>
    <t:StartTimeZone Id="W. Europe Standard Time"/><t:EndTimeZone Id="W. Europe Standard Time"/></t:CalendarItem>`,
  );
  return { id, subject };
}

const rowsOf = async (subject: string) =>
  (await world.appointments.all())
    .filter(({ fields }) => fields['subject'] === subject)
    .map(({ id, fields }) => ({ id, day: (fields['time'] as { start: string }).start.slice(0, 10), fields }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));

/** What a person sees in Outlook. */
const occurrencesOf = (seriesId: string) =>
  world.mailbox.occurrences(seriesId, `${ONE}T00:00:00Z`, new Date(FIRST.getTime() + 99 * DAY_MS).toISOString());
const shown = (seriesId: string) =>
  occurrencesOf(seriesId).map(({ label, fields }) => `${String(fields['Start']).slice(0, 10)} ${label}`);

const sync = () => syncAppointments(world);

async function expectQuiet(): Promise<void> {
  await sync();
  await expectNoWrites(world);
}

async function inStep() {
  const series = newSeries();
  await sync();
  const rows = await rowsOf(series.subject);
  expect(rows.map(({ day }) => day)).toEqual([ONE, TWO, THREE, FOUR]);
  return { ...series, rows };
}

describe('a series of Outlook, in a CRM that keeps none', () => {
  test('is an appointment for each occurrence, and is written to once, for the category', async () => {
    world.simulator.requests.clear();
    const { id } = await inStep();
    const writes = world.simulator.requests.all().filter(({ operation }) => operation === 'UpdateItem');
    expect(writes).toHaveLength(1);
    const [item] = world.mailbox.items('calendar').filter((one) => one.id === id);
    // No mark, for a mark on an occurrence would make an exception of it.
    expect([item?.categories, item?.extended]).toEqual([['CRM'], {}]);
    await expectQuiet();
  });

  test('has each edit, move and deletion of a row as that of its occurrence', async () => {
    const { id, subject, rows } = await inStep();
    const [first, second, third] = rows;
    await world.appointments.change(first?.id ?? '', { subject: 'Dal CRM' });
    const later = { ...(second?.fields['time'] as object), start: `${TWO}T12:00:00Z`, end: `${TWO}T13:00:00Z` };
    await world.appointments.change(second?.id ?? '', { time: later });
    await world.appointments.delete(third?.id ?? '');
    await sync();
    expect(shown(id)).toEqual([`${ONE} Dal CRM`, `${TWO} ${subject}`, `${FOUR} ${subject}`]);
    expect(occurrencesOf(id)[1]?.fields['Start']).toBe(`${TWO}T12:00:00Z`);
    await expectQuiet();
    expect((await rowsOf(subject)).map(({ day }) => day)).toEqual([TWO, FOUR]);
  });

  test('changes its rows, and loses those that it loses', async () => {
    const { id, subject } = await inStep();
    const [, second, third] = occurrencesOf(id);
    world.mailbox.delete(second?.id ?? '');
    world.mailbox.change(third?.id ?? '', { Location: 'Sala 2' });
    await sync();
    const rows = await rowsOf(subject);
    expect(rows.map(({ day, fields }) => [day, fields['location'] ?? null])).toEqual([
      [ONE, null],
      [THREE, 'Sala 2'],
      [FOUR, null],
    ]);
    await expectQuiet();
    world.mailbox.delete(id);
    await sync();
    expect(await rowsOf(subject)).toEqual([]);
    await expectQuiet();
  });

  test('goes with the last of its rows', async () => {
    const { id, rows } = await inStep();
    for (const row of rows) {
      await world.appointments.delete(row.id);
      await sync();
    }
    expect(world.mailbox.items('calendar').filter((item) => item.id === id)).toEqual([]);
    await expectQuiet();
  });
});
