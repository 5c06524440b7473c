import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppointmentRecord } from '../../src/api/resources.ts';
import { recurrenceInWords, timeInWords } from '../../src/messages/index.ts';
import type { AppointmentTime, CalendarDate, OccurrenceTime } from '../../src/model/index.ts';
import { addDays, parseCalendarDate } from '../../src/model/index.ts';
import type { Place } from '../support/settings-world.ts';
import type { EngineWorld } from './steps/engine-world.ts';
import { openEngineWorld } from './steps/engine-world.ts';
import { field } from './steps/fields.ts';
import { expectUsable } from './steps/findings.ts';
import { tabTo } from './steps/keyboard.ts';
import type { Visitor } from './steps/visitor.ts';

const ZONE = 'Europe/Rome';

let engine: EngineWorld;
let places: readonly Place[];
beforeAll(async () => {
  engine = await openEngineWorld();
  places = await engine.world.openPlaces('the API', [{}, {}]);
}, 240_000);
afterAll(() => engine?.close(), 60_000);

/** A Friday some weeks from now. */
const FRIDAY = (() => {
  const soon = addDays(parseCalendarDate(new Date().toISOString()), 21);
  const weekday = new Date(`${soon}T00:00:00Z`).getUTCDay();
  return addDays(soon, (5 - weekday + 7) % 7);
})();

const inWeek = (week: number): CalendarDate => addDays(FRIDAY, 7 * week);

describe.each(['it', 'en'] as const)('a series on the page (%s)', (language) => {
  let visitor: Visitor;
  let place: Place;
  beforeAll(async () => {
    place = places[language === 'it' ? 0 : 1] as Place;
    visitor = await engine.visit(place, language, '/');
    await visitor.page.getByRole('tab', { name: visitor.t('page.sides.agendas') }).click();
  });

  const dialog = () => visitor.page.getByRole('dialog');
  const agenda = () => visitor.page.getByRole('region', { name: visitor.t('page.sides.crmAppointments') });
  const button = (key: string, params = {}) =>
    dialog().getByRole('button', { name: visitor.t(key, params), exact: true });
  const open = () =>
    agenda()
      .getByRole('button', { name: visitor.t('page.sides.edit', { what: 'Consegna' }) })
      .click();
  const saved = () => button('page.save').click();
  const closed = () => dialog().waitFor({ state: 'detached' });
  const stored = async () => {
    const record: AppointmentRecord = await place.crm.appointments.named('Consegna');
    const { time, occurrences = null } = record.fields;
    return { time: time as AppointmentTime, occurrences };
  };
  const said = async () => recurrenceInWords((await stored()).time, visitor, ZONE) ?? '';
  /** At nine, by the calendar day. */
  const whenOn = (day: CalendarDate, hours: readonly [string, string] = ['09:00', '10:00']) => {
    const [start, end] = hours.map((hour) => new Date(`${day}T${hour}:00${offsetOn(day)}`).toISOString().slice(0, 19));
    const time = { kind: 'timed', start: `${start}Z`, end: `${end}Z`, zone: ZONE } as unknown as OccurrenceTime;
    return timeInWords(time, visitor, ZONE);
  };

  it('is made in the form of an appointment, which says the rule and what is wrong with it where it is', async () => {
    const { page, t } = visitor;
    await agenda()
      .getByRole('button', { name: t('page.sides.add') })
      .click();
    await field(dialog(), t('page.form.subject')).fill('Consegna');
    await field(dialog(), t('page.form.start')).fill(`${FRIDAY}T09:00`);
    await field(dialog(), t('page.form.end')).fill(`${FRIDAY}T10:00`);
    await field(dialog(), t('series.repeats')).selectOption('weekly');
    await field(dialog(), t('series.ends')).selectOption('endDate');
    await field(dialog(), t('series.endDate')).fill(addDays(FRIDAY, -1));
    await saved();
    await dialog().getByText(t('series.invalid.endDate')).waitFor();
    expect(await field(dialog(), t('series.endDate')).getAttribute('aria-invalid')).toBe('true');
    await expectUsable(page);
    await field(dialog(), t('series.ends')).selectOption('numbered');
    await field(dialog(), t('series.occurrences')).fill('5');
    await saved();
    await closed();
    await agenda()
      .getByText(await said())
      .waitFor();
    expect((await stored()).time.recurrence).toEqual({
      pattern: { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' },
      range: { kind: 'numbered', occurrences: 5 },
    });
  });

  it('is asked about when it is opened; one occurrence is cancelled by keyboard, and comes back', async () => {
    const { page, t } = visitor;
    await open();
    await dialog().getByText(t('series.dialog.question')).waitFor();
    await expectUsable(page);
    const when = whenOn(inWeek(1));
    await tabTo(page, t('series.dialog.cancelOf', { when }));
    await page.keyboard.press('Enter');
    await button('series.dialog.restoreOf', { when }).waitFor();
    expect((await stored()).occurrences).toEqual({ [inWeek(1)]: { kind: 'deleted' } });
    await agenda()
      .getByText(t('recurrence.words.deleted', { count: 1 }))
      .waitFor();
    await tabTo(page, t('series.dialog.restoreOf', { when }));
    await page.keyboard.press('Enter');
    await button('series.dialog.cancelOf', { when }).waitFor();
    expect((await stored()).occurrences).toBeNull();
  });

  it('one occurrence is moved and gets a text of its own, and the others stay', async () => {
    const { page, t } = visitor;
    await button('series.dialog.editOf', { when: whenOn(inWeek(2)) }).click();
    await field(dialog(), t('page.form.subject')).fill('');
    await saved();
    await dialog().getByText(t('page.form.subjectRequired')).waitFor();
    await expectUsable(page);
    await field(dialog(), t('page.form.subject')).fill('Consegna a Lecco');
    await field(dialog(), t('page.form.start')).fill(`${addDays(inWeek(2), -1)}T15:00`);
    await field(dialog(), t('page.form.end')).fill(`${addDays(inWeek(2), -1)}T16:00`);
    await saved();
    const moved = whenOn(addDays(inWeek(2), -1), ['15:00', '16:00']);
    await button('series.dialog.restoreOf', { when: moved }).waitFor();
    await button('series.dialog.cancelOf', { when: whenOn(inWeek(1)) }).click();
    await button('series.dialog.restoreOf', { when: whenOn(inWeek(1)) }).waitFor();
    const { time, occurrences } = await stored();
    expect(Object.keys(occurrences ?? {})).toEqual([inWeek(1), inWeek(2)]);
    expect(occurrences?.[inWeek(2)]).toMatchObject({ kind: 'changed', fields: { subject: 'Consegna a Lecco' } });
    expect(time.recurrence?.range).toEqual({ kind: 'numbered', occurrences: 5 });
    await page.keyboard.press('Escape');
    await closed();
    await agenda().getByText(moved).waitFor();
    await expectUsable(page);
  });

  it('from one occurrence on gets another hour and becomes two series; the new one ends before a day, after a question', async () => {
    const { page, t } = visitor;
    await agenda()
      .getByRole('button', { name: t('page.sides.add') })
      .click();
    await field(dialog(), t('page.form.subject')).fill('Ritiro');
    await field(dialog(), t('page.form.start')).fill(`${FRIDAY}T09:00`);
    await field(dialog(), t('page.form.end')).fill(`${FRIDAY}T10:00`);
    await field(dialog(), t('series.repeats')).selectOption('weekly');
    await field(dialog(), t('series.ends')).selectOption('numbered');
    await field(dialog(), t('series.occurrences')).fill('5');
    await saved();
    await closed();
    await agenda()
      .getByRole('button', { name: t('page.sides.edit', { what: 'Ritiro' }) })
      .click();
    const when = whenOn(inWeek(2));
    await tabTo(page, t('series.following.offerOf', { when }));
    // The whole series is what follows the first one.
    expect(await button('series.following.offerOf', { when: whenOn(inWeek(0)) }).count()).toBe(0);
    await expectUsable(page);
    await page.keyboard.press('Enter');
    await dialog().getByText(t('series.following.title', { when })).waitFor();
    expect(await field(dialog(), t('page.form.start')).inputValue()).toBe(`${inWeek(2)}T09:00`);
    expect(await field(dialog(), t('series.occurrences')).inputValue()).toBe('3');
    await field(dialog(), t('page.form.subject')).fill('Ritiro tardi');
    await field(dialog(), t('page.form.start')).fill(`${inWeek(2)}T11:00`);
    await field(dialog(), t('page.form.end')).fill(`${inWeek(2)}T12:00`);
    await saved();
    await closed();
    const weekly = async (name: string) => {
      const record: AppointmentRecord = await place.crm.appointments.named(name);
      return recurrenceInWords(record.fields.time as AppointmentTime, visitor, ZONE) ?? '';
    };
    expect(await weekly('Ritiro')).toContain(t('recurrence.words.fromTo', { start: '09:00', end: '10:00' }));
    expect(await weekly('Ritiro tardi')).toContain(t('recurrence.words.fromTo', { start: '11:00', end: '12:00' }));
    const [earlier, later] = [await weekly('Ritiro'), await weekly('Ritiro tardi')];
    await agenda().getByText(earlier).waitFor();
    await agenda().getByText(later).waitFor();

    await agenda()
      .getByRole('button', { name: t('page.sides.edit', { what: 'Ritiro tardi' }) })
      .click();
    await button('series.following.offerOf', { when: whenOn(inWeek(3), ['11:00', '12:00']) }).click();
    await button('series.following.end').click();
    await dialog()
      .getByText(t('series.following.takes', { count: 2 }))
      .waitFor();
    await expectUsable(page);
    await button('series.following.end').click();
    await closed();
    await agenda()
      .getByText(await weekly('Ritiro tardi'))
      .waitFor();
    const ended: AppointmentRecord = await place.crm.appointments.named('Ritiro tardi');
    expect(ended.fields.time?.recurrence?.range).toEqual({ kind: 'numbered', occurrences: 1 });
    expect(await weekly('Ritiro')).toBe(earlier);
  });

  it('as a whole gets another rule, with a word about what that does to single occurrences', async () => {
    const { page, t } = visitor;
    await open();
    await button('series.dialog.whole').click();
    await field(dialog(), t('series.interval.weekly')).fill('2');
    await dialog().getByText(t('series.changesStay')).waitFor();
    await expectUsable(page);
    await saved();
    await closed();
    await agenda()
      .getByText(await said())
      .waitFor();
    const { time, occurrences } = await stored();
    expect(time.recurrence?.pattern).toMatchObject({ kind: 'weekly', interval: 2 });
    // The first week has none any more.
    expect(Object.keys(occurrences ?? {})).toEqual([inWeek(2)]);
  });

  it('may be each month on the day that it begins with, by its date or by its place', async () => {
    const { t } = visitor;
    await open();
    await button('series.dialog.whole').click();
    await field(dialog(), t('series.repeats')).selectOption('monthly');
    await field(dialog(), t('series.on')).selectOption({ index: 1 });
    await saved();
    await closed();
    expect((await stored()).time.recurrence?.pattern).toMatchObject({ kind: 'relativeMonthly', day: 'friday' });
    await agenda()
      .getByText(await said())
      .waitFor();
  });

  it('that Exchange will not take is said before and after it is saved', async () => {
    const { t } = visitor;
    await open();
    await button('series.dialog.whole').click();
    await field(dialog(), t('series.interval.monthly')).fill('120');
    const why = t('recurrence.notExpressible.interval_too_large', { interval: 120, largest: 99 });
    await dialog().getByText(t('series.limit', { why })).waitFor();
    await saved();
    await closed();
    await agenda().getByText(t('series.limit', { why })).waitFor();
  });

  it('ends on a day, takes place once, and is deleted with all that it has', async () => {
    const { page, t } = visitor;
    await open();
    await button('series.dialog.whole').click();
    await field(dialog(), t('series.interval.monthly')).fill('1');
    await field(dialog(), t('series.ends')).selectOption('endDate');
    await field(dialog(), t('series.endDate')).fill(addDays(FRIDAY, 100));
    await saved();
    await closed();
    expect((await stored()).time.recurrence?.range).toEqual({ kind: 'endDate', endDate: addDays(FRIDAY, 100) });
    await open();
    await button('series.dialog.whole').click();
    await button('page.form.delete').click();
    await dialog().getByText(t('series.deleteAll')).waitFor();
    await button('page.cancel').first().click();
    await field(dialog(), t('series.repeats')).selectOption('never');
    await saved();
    await closed();
    const { time, occurrences } = await stored();
    expect([time.recurrence ?? null, occurrences]).toEqual([null, null]);
    await open();
    await dialog().getByLabel(t('page.form.subject')).waitFor();
    await page.keyboard.press('Escape');
    expect(visitor.complaints).toEqual([]);
  });
});

/** Of Rome, as a suffix of an instant. */
function offsetOn(day: CalendarDate): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' }).formatToParts(
    new Date(`${day}T12:00:00Z`),
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? '+00:00';
}
