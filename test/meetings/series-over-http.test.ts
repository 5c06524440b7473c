import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { connectEws } from '../../src/exchange/ews/index.ts';
import type { ExchangeSide } from '../../src/exchange/port.ts';
import type { AppointmentTime, Fields, TimeZoneId } from '../../src/model/index.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import { createRandom } from '../../src/sync-run/testing/random.ts';
import { optionsFor } from '../support/ews/channel.ts';
import { addressOf, openOffice } from './office.ts';
import { peopleOverEws } from './people-over-ews.ts';

/** More by hand: RACCORDO_CASES=200; from another seed: RACCORDO_SEED=573. */
const HISTORIES = Number(process.env['RACCORDO_CASES'] ?? 6);
const FIRST = Number(process.env['RACCORDO_SEED'] ?? 1);
const EDITS = 5;
const ANNA = { user: 'anna', password: 'anna-2026', domain: 'BRENTA', smtp: addressOf('anna'), displayName: 'Anna' };
const PEOPLE = ['cliente@example.org', 'fornitore@example.org'];
const DAY_MS = 86_400_000;

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: [ANNA] });
});
afterAll(() => simulator.close());

test(`I11: a weekly meeting edited in the CRM mails what was announced: ${HISTORIES} histories from seed ${FIRST}`, {
  timeout: 60_000 + HISTORIES * 30_000,
}, async () => {
  let mails = 0;
  for (let seed = FIRST; seed < FIRST + HISTORIES; seed += 1) mails += await playHistory(seed);
  expect(mails).toBeGreaterThan(0);
});

/** @returns how many mails went out */
async function playHistory(seed: number): Promise<number> {
  const random = createRandom(seed);
  const mailbox = simulator.mailbox(ANNA.smtp);
  for (const { id } of mailbox.items('calendar')) mailbox.delete(id, 'HardDelete');
  const office = await openOffice(['anna'], { invitations: 'notify', deleteCrmToExchange: true }, mailboxOfAnna);
  const [desk] = office.desks;
  if (desk === undefined) throw new Error('nobody is in the office');
  const people = peopleOverEws(simulator, () => ANNA.password);
  // Two occurrences are over by the clock of the office.
  const hour = { start: '2026-11-12T09:00:00Z', end: '2026-11-12T10:00:00Z' };
  await people.invite('anna', { subject: 'Weekly', ...hour, attendees: PEOPLE, isWeekly: true });
  await office.run(desk);
  const [record] = [...desk.crm.records.values()];
  if (record === undefined) throw new Error('the meeting did not arrive');
  const words = [`seed ${seed}`];
  let mails = 0;
  for (let edit = 0; edit < EDITS; edit += 1) {
    const changes = drawEdit(random, desk.crm.records.get(record.id)?.fields ?? {});
    desk.crm.edit(record.id, changes);
    if (random.chance(0.2)) office.pass(DAY_MS * random.whole(9));
    simulator.outbox.clear();
    const announced = await office.run(desk, { dryRun: true });
    const report = await office.run(desk);
    const sent = simulator.outbox.all().flatMap(({ to }) => to).length;
    mails += sent;
    words.push(`${office.now()}: ${JSON.stringify(changes)}: ${sent} mails`);
    expect([report.outcome, report.itemErrors], words.join('\n')).toEqual(['done', []]);
    expect([announced.counts.mails, report.counts.mails], words.join('\n')).toEqual([sent, sent]);
  }
  await desk.exchange.close();
  return mails;
}

/** Another hour for all of it, or some occurrences otherwise than they were. */
function drawEdit(random: Random, fields: Fields): Fields {
  const time = fields['time'] as unknown as Extract<AppointmentTime, { kind: 'timed' }>;
  const subject = `Weekly ${random.whole(1_000)}`;
  if (random.chance(0.2)) return { subject };
  const hour = 10 + random.whole(6);
  const [start = time.start, end = time.end] = [time.start, time.end].map((at, index) =>
    at.replace(/T../, `T${hour + index}`),
  );
  if (random.chance(0.3)) return { time: { ...time, start, end } };
  const occurrences = { ...(fields['occurrences'] as Fields | null | undefined) };
  for (let count = 1 + random.whole(2); count > 0; count -= 1) {
    const day = new Date(Date.parse(time.start) + 7 * DAY_MS * random.whole(5)).toISOString().slice(0, 10);
    const change = drawChange(random);
    if (change === null) delete occurrences[day];
    else occurrences[day] = change;
  }
  return { occurrences: Object.keys(occurrences).length === 0 ? null : occurrences };
}

function drawChange(random: Random): Fields | null {
  const drawn = random.pick<Fields | null>([
    null,
    { kind: 'deleted' },
    { kind: 'changed', fields: { location: `Sala ${random.whole(9)}` } },
    { kind: 'changed', fields: { reminderMinutes: random.whole(60) } },
  ]);
  return drawn ?? null;
}

function mailboxOfAnna(): ExchangeSide {
  const { user, domain, password, smtp } = ANNA;
  const options = optionsFor(simulator.ewsUrl, {
    mailbox: smtp,
    credentials: { kind: 'password', user, domain, password },
    exchangeVersion: 'auto',
    timeoutMs: 60_000,
  });
  return connectEws({ ...options, homeZone: 'Europe/Rome' as TimeZoneId });
}
