import type { AppointmentTime, Fields, FieldValue } from '../../src/model/index.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import { createRandom } from '../../src/sync-run/testing/random.ts';
import { judgeRest } from './judge-rest.ts';
import type { Desk, Office } from './office.ts';
import { addressOf, memoryMailbox, openOffice } from './office.ts';
import { answer, attendeesOf, callOff, changeAttendees, invite, tellAttendees } from './outlook.ts';
import { watchWrites } from './watch-writes.ts';

const COLLEAGUES = ['anna', 'bruno', 'carla'];
const OUTSIDE = 'cliente@example.org';
const ACTS = 24;
const WEEKS = 4;
const WEEK_MS = 7 * 86_400_000;

export interface History {
  readonly words: readonly string[];
  readonly violations: readonly string[];
  /** Mails that were sent, for the sum over all histories. */
  readonly mails: number;
}

interface Scene {
  readonly office: Office;
  readonly random: Random;
  readonly words: string[];
  readonly violation: (what: string) => void;
  /** Meetings that nobody was in any more before the organizer's own mailbox was read. */
  readonly emptied: Set<string>;
  serial: number;
  mails: number;
}

/** Colleagues invite each other, work in Outlook and in the CRM, and their mailboxes are synchronised in between. */
export async function playHistory(seed: number): Promise<History> {
  const random = createRandom(seed);
  const words: string[] = [];
  const violations: string[] = [];
  const violation = (what: string): void => {
    violations.push(what);
    words.push(`!! ${what}`);
  };
  const names = COLLEAGUES.slice(0, random.chance(0.6) ? 3 : 2);
  const office = await openOffice(names, drawRules(random), memoryMailbox);
  watchWrites(office, violation);
  const scene: Scene = { office, random, words, violation, emptied: new Set(), serial: 0, mails: 0 };
  words.push(`rules: ${JSON.stringify(office.rules)}`);
  for (let act = 0; act < ACTS; act += 1) await oneAct(scene);
  for (const { exchange } of office.desks) exchange.faults.length = 0;
  await comeToRest(scene);
  for (const what of judgeRest(office, scene.emptied)) violation(what);
  return { words, violations, mails: scene.mails };
}

function drawRules(random: Random): Partial<ItemRules> {
  return {
    updateCrmToExchange: random.chance(0.85),
    updateExchangeToCrm: random.chance(0.9),
    deleteCrmToExchange: random.chance(0.6),
    deleteExchangeToCrm: random.chance(0.6),
    conflictStrategy: random.chance(0.5) ? 'crm' : 'exchange',
    conflictGranularity: random.chance(0.8) ? 'field' : 'item',
    invitations: random.pick(['never', 'silent', 'notify'] as const) ?? 'never',
  };
}

async function oneAct(scene: Scene): Promise<void> {
  const { office, random, words } = scene;
  const desk = random.pick(office.desks) ?? office.desks[0];
  if (desk === undefined) return;
  if (random.chance(0.45)) return synchronise(scene, desk);
  if (random.chance(0.06)) {
    const invitations = random.pick(['never', 'silent', 'notify'] as const) ?? 'never';
    office.rules = { ...office.rules, invitations };
    words.push(`invitations: ${invitations}`);
    return;
  }
  if (random.chance(0.05)) {
    office.pass(86_400_000 * (1 + random.whole(6)));
    words.push(`it is ${office.now()}`);
    return;
  }
  if (random.chance(0.08)) {
    const fault = random.pick(['lostResponse', 'lostRequest', 'conflict'] as const) ?? 'conflict';
    desk.exchange.faults.push(fault);
    words.push(`${desk.user.name}: ${fault}`);
    return;
  }
  const told = random.chance(0.6) ? inOutlook(scene, desk) : inCrm(scene, desk);
  words.push(`${desk.user.name}: ${told}`);
}

/** What a plan announces is what is mailed, where nobody does anything in between. */
async function synchronise(scene: Scene, desk: Desk): Promise<void> {
  const { office, words, violation } = scene;
  // What is in flight is left alone by a preview, and found out by the run that follows.
  const isUndisturbed = desk.exchange.faults.length === 0 && office.stores.of(desk.scopeId).intents.size === 0;
  const announced = isUndisturbed ? (await office.run(desk, { dryRun: true })).counts.mails : null;
  const report = await office.run(desk);
  const sent = desk.exchange.outbox.splice(0);
  const mails = sent.reduce((sum, { recipients }) => sum + recipients, 0);
  scene.mails += mails;
  words.push(`${desk.user.name}: synchronised, ${report.outcome} ${report.problem?.code ?? ''}, ${mails} mails`);
  if (isUndisturbed && report.outcome !== 'done') violation(`a run was ${report.outcome}: ${report.problem?.code}`);
  if (office.rules.invitations !== 'notify' && mails > 0)
    violation(`I11: ${mails} mails under ${office.rules.invitations}`);
  if (announced !== null && announced !== mails)
    violation(`I11: ${announced} mails were announced, ${mails} were sent`);
  if (announced !== null && report.counts.mails !== mails)
    violation(`I11: ${report.counts.mails} of ${mails} mails are told`);
  for (const { kind, itemId } of sent) {
    const item = desk.exchange.items.get(itemId) ?? deletedItem(desk, itemId);
    if (item === undefined) continue;
    if (kind === 'update') tellAttendees(office, item);
    else callOff(office, item);
  }
}

/** Another id, but the same meeting. */
function deletedItem({ exchange }: Desk, _itemId: string): StoredItem | undefined {
  return exchange.inFolder('deletedItems').at(-1);
}

async function comeToRest(scene: Scene): Promise<void> {
  const { office, violation } = scene;
  for (let round = 0; round < 12; round += 1) {
    office.pass(200_000);
    let writes = 0;
    for (const desk of office.desks) {
      const before = writesOf(desk);
      await synchronise(scene, desk);
      writes += writesOf(desk) - before;
    }
    if (writes === 0) return;
  }
  violation('I1: no rest after 12 rounds');
}

function isLinked({ office }: Scene, { scopeId }: Desk, { id }: StoredItem): boolean {
  const links = [...office.stores.of(scopeId).links.values()];
  return links.some(({ exchangeId, state }) => exchangeId === id && state === 'LINKED');
}

function writesOf({ exchange, crm }: Desk): number {
  return ['create', 'update', 'delete'].reduce(
    (sum, name) => sum + (exchange.calls.get(name) ?? 0) + (crm.calls.get(name) ?? 0),
    0,
  );
}

function inOutlook(scene: Scene, desk: Desk): string {
  const { office, random } = scene;
  const { exchange } = desk;
  const items = exchange.inFolder('synchronised');
  const item = random.pick(items);
  if (item === undefined || items.length < 2 || random.chance(0.25)) {
    const made = random.chance(0.3)
      ? exchange.put(newAppointment(scene), { uid: `uid-${scene.serial}` })
      : invite(office, desk, newAppointment(scene), `uid-${scene.serial}`, drawPeople(scene, desk));
    return `${made.id} in Outlook with ${attendeesOf(made).length} others`;
  }
  if (item.meeting?.role === 'attendee') return asAttendee(scene, desk, item);
  const what = random.whole(5);
  if (what === 0 && item.meeting !== null) {
    callOff(office, item);
    exchange.move(item.id, 'deletedItems');
    return `calls ${item.id} off`;
  }
  if (what === 1) {
    const people = drawPeople(scene, desk);
    if (people.length === 0 && attendeesOf(item).length > 0 && !isLinked(scene, desk, item))
      scene.emptied.add(item.uid ?? '');
    changeAttendees(office, desk, item, people);
    return `${item.id} has ${attendeesOf(item).length} others now`;
  }
  exchange.edit(item.id, drawEdit(scene, item.fields));
  if (item.meeting !== null) tellAttendees(office, item);
  return `changes ${item.id} in Outlook`;
}

function asAttendee({ office, random }: Scene, desk: Desk, copy: StoredItem): string {
  if (isWeekly(copy.fields) && random.chance(0.3)) {
    desk.exchange.edit(copy.id, { occurrences: drawOccurrences(random, copy.fields) });
    return `changes a day of ${copy.id} in the own calendar`;
  }
  switch (random.whole(5)) {
    case 0:
      answer(office, desk, copy, 'declined');
      return `declines ${copy.id}`;
    case 1:
      desk.exchange.move(copy.id, 'deletedItems');
      return `deletes ${copy.id}`;
    case 2:
      desk.exchange.edit(copy.id, { reminderMinutes: random.whole(60), busyStatus: 'outOfOffice' });
      return `sets a reminder for ${copy.id}`;
    default:
      if (copy.meeting?.isCancelled === true) return 'nothing';
      answer(office, desk, copy, random.chance(0.5) ? 'accepted' : 'tentative');
      return `answers ${copy.id}`;
  }
}

function inCrm(scene: Scene, desk: Desk): string {
  const { random } = scene;
  const own = [...desk.crm.records.values()].filter(({ ownerId }) => ownerId === desk.user.id);
  const record = random.pick(own);
  if (record === undefined || random.chance(0.15)) {
    const people = random.chance(0.3) ? { attendees: [{ address: OUTSIDE, role: 'required', response: 'none' }] } : {};
    const made = desk.crm.put({ ...newAppointment(scene), ...people });
    return `${made.id} in the CRM${'attendees' in people ? ' with people in it' : ''}`;
  }
  if (random.chance(0.2)) return deleteInCrm(desk, record);
  desk.crm.edit(record.id, random.chance(0.3) ? { reminderMinutes: random.whole(60) } : drawEdit(scene, record.fields));
  return `changes ${record.id} in the CRM`;
}

function deleteInCrm({ crm }: Desk, { id }: StoredRecord): string {
  crm.erase(id);
  return `deletes ${id} in the CRM`;
}

function newAppointment(scene: Scene): Fields {
  scene.serial += 1;
  return {
    subject: `Meeting ${scene.serial}`,
    location: `t${scene.serial}`,
    time: scene.random.chance(0.5) ? weekly(drawTime(scene)) : drawTime(scene),
  };
}

function drawEdit(scene: Scene, fields: Fields): Fields {
  const { random } = scene;
  scene.serial += 1;
  if (isWeekly(fields) && random.chance(0.75)) return { occurrences: drawOccurrences(random, fields) };
  if (random.chance(0.7)) return { subject: `Edit ${scene.serial}` };
  return { time: isWeekly(fields) ? atAnotherHour(scene, timeOf(fields)) : drawTime(scene) };
}

type Timed = Extract<AppointmentTime, { kind: 'timed' }>;

function timeOf(fields: Fields): Timed {
  return fields['time'] as unknown as Timed;
}

function isWeekly(fields: Fields): boolean {
  return (timeOf(fields).recurrence ?? null) !== null;
}

/** On the same days of the week, at the same hour in Rome. */
function weekly(time: Fields): Fields {
  const day = new Date(String(time['start'])).toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  const pattern = { kind: 'weekly', interval: 1, days: [day.toLowerCase()], firstDayOfWeek: 'monday' };
  const range = { kind: 'numbered', occurrences: WEEKS };
  return { ...time, zone: 'Europe/Rome', recurrence: { pattern, range } };
}

function atAnotherHour({ serial }: Scene, time: Timed): FieldValue {
  const minute = String(serial % 60).padStart(2, '0');
  const [start, end] = [time.start, time.end].map((instant) => instant.replace(/:..:/, `:${minute}:`));
  return { ...time, start, end } as unknown as FieldValue;
}

/** One of them is called off, takes place elsewhere, or is as its series again. Exchange keeps no series without any. */
function drawOccurrences(random: Random, fields: Fields): FieldValue {
  const first = Date.parse(timeOf(fields).start) + WEEK_MS * random.whole(WEEKS - 1);
  const day = new Date(first).toISOString().slice(0, 10);
  const { [day]: _, ...others } = (fields['occurrences'] ?? {}) as Fields;
  const elsewhere = { kind: 'changed', fields: { location: `Sala ${random.whole(9)}` } };
  const drawn = random.pick<FieldValue>([{ kind: 'deleted' }, { kind: 'deleted' }, elsewhere, null]) ?? null;
  const occurrences = drawn === null ? others : { ...others, [day]: drawn };
  return Object.keys(occurrences).length === 0 ? null : occurrences;
}

function drawTime({ random, serial }: Scene): Fields {
  const day = new Date(Date.parse('2026-11-20T00:00:00Z') + 86_400_000 * random.whole(25)).toISOString().slice(0, 10);
  const minute = String(serial % 60).padStart(2, '0');
  return { kind: 'timed', start: `${day}T09:${minute}:00Z`, end: `${day}T10:${minute}:00Z`, zone: null };
}

/** Some of the colleagues, or somebody outside; perhaps nobody. */
function drawPeople({ office, random }: Scene, desk: Desk): readonly string[] {
  const others = office.desks.filter((one) => one !== desk).map(({ user }) => addressOf(user.name));
  return [...others, OUTSIDE].filter(() => random.chance(0.6));
}
