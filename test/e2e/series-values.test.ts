import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConflictPage } from '../../src/api/resources.ts';
import type { Language } from '../../src/messages/index.ts';
import type { Appointment, Occurrences } from '../../src/model/index.ts';
import type { Place } from '../support/settings-world.ts';
import type { EngineWorld } from './steps/engine-world.ts';
import { openEngineWorld } from './steps/engine-world.ts';
import { expectUsable } from './steps/findings.ts';
import type { Visitor } from './steps/visitor.ts';

/** Every second day from 1 December 2030, at nine on the clock of Rome. */
const SERIES = {
  subject: 'Consegna',
  time: {
    kind: 'timed',
    start: '2030-12-01T08:00:00Z',
    end: '2030-12-01T09:00:00Z',
    zone: 'Europe/Rome',
    recurrence: { pattern: { kind: 'daily', interval: 2 }, range: { kind: 'numbered', occurrences: 8 } },
  },
} as unknown as Appointment;
const RULE: Readonly<Record<Language, string>> = {
  it: 'ogni 2 giorni dalle 09:00 alle 10:00, dal 01/12/2030, 8 volte',
  en: 'every 2 days from 09:00 to 10:00, from 01/12/2030, 8 times',
};

let engine: EngineWorld;
let places: readonly Place[];
beforeAll(async () => {
  engine = await openEngineWorld();
  places = await engine.world.openPlaces('the API', [{}, {}]);
}, 240_000);
afterAll(() => engine?.close(), 60_000);

describe.each<{ readonly language: Language; readonly number: number }>([
  { language: 'it', number: 0 },
  { language: 'en', number: 1 },
])('the values of a series, in words ($language)', ({ language, number }) => {
  let place: Place;
  let visitor: Visitor;
  let record: string;

  /** One occurrence gets another place in Exchange and another one in the CRM; a second is cancelled in the CRM. */
  beforeAll(async () => {
    place = places[number] as Place;
    ({ id: record } = await place.crm.appointments.add({ fields: SERIES }));
    await place.sync();
    const [item] = place.mailbox.items('calendar');
    const [, , third] = place.mailbox.occurrences(item?.id ?? '', '2030-12-01T00:00:00Z', '2030-12-31T00:00:00Z');
    place.mailbox.change(third?.id ?? '', { Location: 'Sala di Exchange' });
    const occurrences = {
      '2030-12-03': { kind: 'deleted' },
      '2030-12-05': { kind: 'changed', fields: { location: 'Sala del CRM' } },
    } as unknown as Occurrences;
    await place.crm.appointments.change(record, { occurrences });
    await place.sync();
    visitor = await engine.visit(place, language, '/');
  }, 120_000);

  const open = (path: string) => visitor.page.goto(`${engine.world.server.url}${path}`);
  const words = async () => {
    const text = await visitor.page.getByRole('main').innerText();
    expect(text).not.toMatch(/[{}]|"kind"|\[object/);
    return text;
  };

  it('a conflict is about the occurrence in dispute, with the value of each side', async () => {
    const { page, t } = visitor;
    const { conflicts } = await place.crm.call<ConflictPage>('GET', '/api/conflicts?state=open');
    const own = conflicts.find(({ account }) => account === place.accountName);
    await open(`/conflicts/${own?.id}`);
    await page.getByText('Sala di Exchange').first().waitFor();
    const text = await words();
    expect(text).toContain(t('fields.occurrences'));
    expect(text).toContain('05/12/2030');
    expect(text).toContain('Sala del CRM');
    expect(text).not.toContain('03/12/2030');
    await expectUsable(page);
  });

  it('a run tells what became of single occurrences, day by day', async () => {
    const { page, t } = visitor;
    const { runs } = await place.crm.call<{ runs: { id: string; itemType: string }[] }>(
      'GET',
      `/api/runs?account=${place.accountName}`,
    );
    const [last] = runs.filter(({ itemType }) => itemType === 'appointments');
    await open(`/runs/${last?.id}`);
    await page.getByText(t('fields.occurrences')).first().waitFor();
    expect(await words()).toContain(`03/12/2030: ${t('recurrence.words.occurrenceDeleted')}`);
    await expectUsable(page);
  });

  it('"why?" shows the rule and the occurrences of both sides', async () => {
    const { page, t } = visitor;
    const asked = { account: place.accountName, itemType: 'appointments', side: 'crm', id: record };
    await open(`/why/item?${new URLSearchParams(asked).toString()}`);
    await page.getByText(t('why.item.showUnchanged')).click();
    await page.getByText(RULE[language]).first().waitFor();
    expect(await words()).toContain(t('recurrence.words.occurrenceDeleted'));
    await expectUsable(page);
  });
});
