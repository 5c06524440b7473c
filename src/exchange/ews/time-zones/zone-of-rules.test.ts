import { describe, expect, it } from 'vitest';
import { parseTimeZoneId } from '../../../model/index.ts';
import { parseBody } from '../testing/canned-channel.ts';
import { zoneOfItem } from './zone-of-item.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const item = (zone: string, start = '2026-07-01T08:00:00Z') =>
  parseBody(`<t:CalendarItem><t:Start>${start}</t:Start>${zone}</t:CalendarItem>`);

const change = (name: string, offset: string, index: string, month: string, time: string) =>
  `<t:${name} TimeZoneName="x"><t:Offset>${offset}</t:Offset><t:RelativeYearlyRecurrence><t:DaysOfWeek>Sunday</t:DaysOfWeek><t:DayOfWeekIndex>${index}</t:DayOfWeekIndex><t:Month>${month}</t:Month></t:RelativeYearlyRecurrence><t:Time>${time}</t:Time></t:${name}>`;
/** As Exchange 2007 answers: the base offset is what leads from the wall clock to UTC. */
const meetingTimeZone = (base: string, ...changes: readonly string[]) =>
  `<t:MeetingTimeZone TimeZoneName="Customized Time Zone"><t:BaseOffset>${base}</t:BaseOffset>${changes.join('')}</t:MeetingTimeZone>`;
const CENTRAL_EUROPE = meetingTimeZone(
  '-PT60M',
  change('Standard', 'PT0M', 'Last', 'October', '03:00:00.0000000'),
  change('Daylight', '-PT60M', 'Last', 'March', '02:00:00.0000000'),
);

const transition = (to: string, offset: string, month: number, occurrence: number) =>
  `<t:RecurringDayTransition><t:To Kind="Period">${to}</t:To><t:TimeOffset>${offset}</t:TimeOffset><t:Month>${month}</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>${occurrence}</t:Occurrence></t:RecurringDayTransition>`;
const PACIFIC = `<t:StartTimeZone Id="tzone://Microsoft/Custom" Name="Nach Maß"><t:Periods><t:Period Bias="P0DT8H0M0.0S" Name="Standard" Id="s"/><t:Period Bias="P0DT7H0M0.0S" Name="Daylight" Id="d"/></t:Periods><t:TransitionsGroups><t:TransitionsGroup Id="0">${transition('d', 'P0DT2H0M0.0S', 4, 1)}${transition('s', 'P0DT2H0M0.0S', 10, -1)}</t:TransitionsGroup><t:TransitionsGroup Id="1">${transition('d', 'P0DT2H0M0.0S', 3, 2)}${transition('s', 'P0DT2H0M0.0S', 11, 1)}</t:TransitionsGroup></t:TransitionsGroups><t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition><t:AbsoluteDateTransition><t:To Kind="Group">1</t:To><t:DateTime>2007-01-01T00:00:00</t:DateTime></t:AbsoluteDateTransition></t:Transitions></t:StartTimeZone>`;

describe('a zone without a name that anybody knows', () => {
  it('is the home zone, where that does the same', () => {
    expect(zoneOfItem(item(CENTRAL_EUROPE), ROME)).toBe('Europe/Rome');
  });

  it('is a zone of the world that does the same, where the home zone does not', () => {
    const zone = zoneOfItem(item(CENTRAL_EUROPE), parseTimeZoneId('Asia/Tokyo'));
    expect(['Europe/Budapest', 'Europe/Warsaw', 'Europe/Berlin', 'Europe/Paris']).toContain(zone);
  });

  it('is read from the periods of a definition, by the rules of the year of the appointment', () => {
    expect(zoneOfItem(item(PACIFIC), ROME)).toBe('America/Los_Angeles');
    expect(zoneOfItem(item(PACIFIC, '1999-07-01T08:00:00Z'), ROME)).toBe('America/Los_Angeles');
    // Before 2007 the summer of these rules began three weeks later than a definition without a history says.
    const withoutHistory = PACIFIC.replace(/<t:TransitionsGroup Id="0">.*?<\/t:TransitionsGroup>/, '').replace(
      /<t:Transitions>.*<\/t:Transitions>/,
      '',
    );
    expect(zoneOfItem(item(withoutHistory), ROME)).toBe('America/Los_Angeles');
    expect(zoneOfItem(item(withoutHistory, '1999-07-01T08:00:00Z'), ROME)).toBeNull();
  });

  it('needs no daylight saving', () => {
    expect(zoneOfItem(item(meetingTimeZone('-PT330M')), ROME)).toMatch(/^Asia\/(Calcutta|Kolkata|Colombo)$/);
    const fixed =
      '<t:StartTimeZone Id="Custom"><t:Periods><t:Period Bias="-PT9H" Name="Standard" Id="s"/></t:Periods></t:StartTimeZone>';
    expect(zoneOfItem(item(fixed), ROME)).toMatch(/^Asia\//);
  });

  it('is no zone whose clock leaves the rules for a month', () => {
    // Morocco stands at +01:00 all year but for Ramadan.
    expect(zoneOfItem(item(meetingTimeZone('-PT60M')), ROME)).toBe('Africa/Lagos');
    expect(zoneOfItem(item(meetingTimeZone('-PT60M')), parseTimeZoneId('Africa/Casablanca'))).toBe('Africa/Lagos');
  });

  it('is found in the last year that the wire can write', () => {
    const fixed = item(meetingTimeZone('-PT120M'), '9999-07-01T08:00:00Z');
    expect(zoneOfItem(fixed, ROME)).toBe('Europe/Kaliningrad');
  });

  it('is one that still does the same years later, unless home does it now', () => {
    // Egypt had no summer time from 2015 to 2022.
    const fixed = item(meetingTimeZone('-PT120M'), '2018-07-01T08:00:00Z');
    expect(zoneOfItem(fixed, ROME)).toBe('Europe/Kaliningrad');
    expect(zoneOfItem(fixed, parseTimeZoneId('Africa/Cairo'))).toBe('Africa/Cairo');
  });

  it('on the southern half of the world has its summer over the new year', () => {
    const auckland = meetingTimeZone(
      '-PT12H',
      change('Standard', 'PT0M', 'First', 'April', '03:00:00'),
      change('Daylight', '-PT1H', 'Last', 'September', '02:00:00'),
    );
    expect(zoneOfItem(item(auckland), ROME)).toBe('Pacific/Auckland');
  });

  it.each([
    ['no place does that', meetingTimeZone('-PT61M')],
    ['the rules make no sense', meetingTimeZone('yesterday')],
    ['a change lacks its month', meetingTimeZone('-PT60M', '<t:Standard><t:Offset>PT0M</t:Offset></t:Standard>')],
    ['the periods are missing', PACIFIC.replace(/<t:Periods>.*?<\/t:Periods>/, '')],
  ])('is unknown when %s', (_, zone) => {
    expect(zoneOfItem(item(zone), ROME)).toBeNull();
  });

  it('outranks the zone of the end', () => {
    expect(zoneOfItem(item(`${PACIFIC}<t:EndTimeZone Id="Tokyo Standard Time"/>`), ROME)).toBe('America/Los_Angeles');
  });
});
