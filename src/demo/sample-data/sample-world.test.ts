import { describe, expect, it } from 'vitest';
import { appointmentSchema, companySchema, contactSchema, userSchema } from '../../crm/builtin/index.ts';
import type { Fields, ItemType } from '../../model/index.ts';
import { parseCalendarDate } from '../../model/index.ts';
import { matchKeys } from '../../sync/index.ts';
import type { SampleUserName } from './index.ts';
import { sampleWorld } from './index.ts';

const TODAY = parseCalendarDate('2026-03-11');
const world = sampleWorld(TODAY);

/** How a first synchronisation of one user sees the items: how many counterparts each item of the mailbox has in the CRM. */
function counterparts(itemType: ItemType, kind: 'strong' | 'weak') {
  const keysOf = (item: object) => matchKeys(itemType, item as Fields, null)[kind];
  const crm = [
    ...world.contacts.map((item) => ({ type: 'contacts', user: item.owner, fields: item.contact })),
    ...world.appointments.map((item) => ({ type: 'appointments', user: item.owner, fields: item.appointment })),
  ].filter((item) => item.type === itemType);
  const mailbox = [
    ...world.mailboxContacts.map((item) => ({ type: 'contacts', user: item.mailbox, fields: item.contact })),
    ...world.mailboxAppointments.map((item) => ({
      type: 'appointments',
      user: item.mailbox,
      fields: item.appointment,
    })),
  ].filter((item) => item.type === itemType);
  const byKey = new Map<string, Set<object>>();
  const label = (user: SampleUserName, key: string) => `${user} ${key}`;
  for (const { user, fields } of crm)
    for (const key of keysOf(fields)) {
      const text = label(user, key);
      byKey.set(text, (byKey.get(text) ?? new Set()).add(fields));
    }
  return mailbox.map(
    ({ user, fields }) => new Set(keysOf(fields).flatMap((key) => [...(byKey.get(label(user, key)) ?? [])])),
  );
}

describe('The sample world', () => {
  it('is the same for the same day, and moves with the day', () => {
    expect(sampleWorld(TODAY)).toEqual(world);
    expect(sampleWorld(parseCalendarDate('2026-07-01')).contacts).toEqual(world.contacts);
    expect(sampleWorld(parseCalendarDate('2026-07-01')).appointments).not.toEqual(world.appointments);
  });

  it('is as large as a small firm’s books', () => {
    expect(world.users).toHaveLength(3);
    expect(world.contacts.length).toBeGreaterThan(200);
    expect(world.appointments.length).toBeGreaterThan(140);
    expect(world.mailboxContacts.length).toBeGreaterThan(90);
    expect(world.mailboxAppointments.length).toBeGreaterThan(60);
  });

  it('holds nothing that the CRM would not take', () => {
    const problems = [
      ...world.contacts.map((item) => contactSchema.safeParse(item.contact)),
      ...world.mailboxContacts.map((item) => contactSchema.safeParse(item.contact)),
      ...world.appointments.map((item) => appointmentSchema.safeParse(item.appointment)),
      ...world.companies.map((company) => companySchema.safeParse(company)),
      ...world.users.map((user) => userSchema.safeParse(user)),
    ].flatMap((result) => result.error?.issues ?? []);
    expect(problems).toEqual([]);
  });

  it('has nobody twice in the CRM', () => {
    for (const user of ['giulia', 'marco', 'elena'] as const) {
      const keys = world.contacts
        .filter((item) => item.owner === user)
        .flatMap((item) => matchKeys('contacts', item.contact as unknown as Fields, null).strong);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('gives a first synchronisation some eighty contacts to link, some to create, and a few to ask about', () => {
    const strong = counterparts('contacts', 'strong');
    const weak = counterparts('contacts', 'weak');
    const linked = strong.filter((found) => found.size === 1).length;
    expect(linked).toBeGreaterThanOrEqual(80);
    expect(linked).toBeLessThanOrEqual(100);
    expect(
      strong.filter((found, index) => found.size === 0 && (weak[index]?.size ?? 0) > 0).length,
    ).toBeGreaterThanOrEqual(3);
    expect(strong.filter((found, index) => found.size === 0 && weak[index]?.size === 0).length).toBeGreaterThanOrEqual(
      15,
    );
    // Two copies in one mailbox meet the same contact.
    const met = strong.flatMap((found) => [...found]);
    expect(met.length - new Set(met).size).toBeGreaterThanOrEqual(2);
  });

  it('gives it some fifty appointments to link, and none that is two things at once', () => {
    const strong = counterparts('appointments', 'strong');
    expect(strong.filter((found) => found.size === 1).length).toBeGreaterThanOrEqual(45);
    expect(strong.filter((found) => found.size > 1)).toEqual([]);
  });

  it('has series with a moved occurrence on each side, meetings, and a contact group', () => {
    const appointments = world.mailboxAppointments.map((item) => item.appointment);
    expect(appointments.filter((item) => item.time.recurrence)).toHaveLength(3);
    const kinds = [world.appointments.map((item) => item.appointment), appointments].map((all) =>
      all.flatMap((item) => Object.values(item.occurrences ?? {}).map(({ kind }) => kind)),
    );
    expect(kinds).toEqual([['changed', 'deleted'], ['changed']]);
    expect(appointments.filter((item) => item.attendees)).toHaveLength(2);
    expect(world.distributionLists[0]?.members.length).toBeGreaterThan(2);
  });

  it('shows what goes wrong elsewhere: accents, three addresses, whole days, other zones, private items', () => {
    const text = JSON.stringify(world);
    for (const letter of ['ł', 'ß', 'ø', 'é', 'ñ', 'ř', '北']) expect(text).toContain(letter);
    const crm = world.contacts.map((item) => item.contact);
    expect(crm.some((contact) => contact.email3 && contact.email2)).toBe(true);
    expect(crm.filter((contact) => contact.birthday).length).toBeGreaterThan(20);
    const times = world.appointments.map((item) => item.appointment.time);
    expect(times.filter((time) => time.kind === 'allDay' && time.startDate < time.endDate).length).toBeGreaterThan(15);
    expect(new Set(times.map((time) => (time.kind === 'timed' ? time.zone : null))).size).toBeGreaterThan(6);
    const sensitivities = world.mailboxAppointments.map((item) => item.appointment.sensitivity);
    expect(sensitivities.filter((sensitivity) => sensitivity === 'private').length).toBeGreaterThanOrEqual(3);
  });

  it('is written in an address space that belongs to nobody', () => {
    const domains = JSON.stringify(world).match(/(?<=@|https:\/\/www\.)[a-z0-9.-]+/g) ?? [];
    expect(domains.filter((domain) => !domain.endsWith('.example'))).toEqual([]);
  });
});
