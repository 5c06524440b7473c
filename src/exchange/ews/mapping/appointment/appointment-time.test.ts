import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../../model/index.ts';
import { parseTimeZoneId } from '../../../../model/index.ts';
import type { RequestVersion } from '../../soap/channel.ts';
import { allOf, parseBody } from '../../testing/canned-channel.ts';
import { ITEM_KINDS } from '../item-kind.ts';
import { itemUpdates, newItem } from '../item-to-wire.ts';

const homeZone = parseTimeZoneId('Europe/Rome');
const KIND = ITEM_KINDS.appointments;
const TIMED = { kind: 'timed', start: '2026-12-03T10:00:00Z', end: '2026-12-03T11:30:00Z', zone: 'Europe/London' };
const ALL_DAY = { kind: 'allDay', startDate: '2026-12-10', endDate: '2026-12-12' };

const created = (time: Fields['time'], version: RequestVersion, home: typeof homeZone | null = homeZone) =>
  newItem({ fields: { time: time ?? null }, stamp: null, addCategories: [], uid: null }, KIND, {
    version,
    homeZone: home,
  }).markup;

function updated(time: Fields['time'], version: RequestVersion): readonly (string | undefined)[] {
  const update = { ref: { id: 'A', changeKey: 'K' }, changes: { time: time ?? null }, categories: null, stamp: null };
  return itemUpdates(update, KIND, { version, homeZone, foreignEmailSlots: [] })
    .flatMap(({ markup }) => allOf(parseBody(markup), 'FieldURI'))
    .map(({ attributes }) => attributes.FieldURI);
}

describe('moving an appointment', () => {
  it('names the zones before the times, or Exchange shifts the appointment', () => {
    expect(updated(TIMED, 'Exchange2013_SP1')).toEqual([
      'calendar:StartTimeZone',
      'calendar:EndTimeZone',
      'calendar:IsAllDayEvent',
      'calendar:Start',
      'calendar:End',
    ]);
  });

  it('names the meeting zone to Exchange 2007, which knows no other', () => {
    expect(updated(TIMED, 'Exchange2007_SP1')).toEqual([
      'calendar:MeetingTimeZone',
      'calendar:IsAllDayEvent',
      'calendar:Start',
      'calendar:End',
    ]);
  });

  it('leaves the zone of the item where the CRM knows none', () => {
    expect(updated({ ...TIMED, zone: null }, 'Exchange2013_SP1')).toEqual([
      'calendar:IsAllDayEvent',
      'calendar:Start',
      'calendar:End',
    ]);
  });
});

describe('a new appointment', () => {
  it('is made in its own zone', () => {
    expect(created(TIMED, 'Exchange2010')).toContain(
      '<t:StartTimeZone Id="GMT Standard Time"/><t:EndTimeZone Id="GMT Standard Time"/>',
    );
    expect(created(TIMED, 'Exchange2007_SP1')).toContain('<t:MeetingTimeZone TimeZoneName="GMT Standard Time"/>');
  });

  it('is made in the home zone where it has none', () => {
    expect(created({ ...TIMED, zone: null }, 'Exchange2010')).toContain(
      '<t:StartTimeZone Id="W. Europe Standard Time"/>',
    );
  });

  it('has no zone where Windows has none for it', () => {
    expect(created({ ...TIMED, zone: 'Antarctica/Troll' }, 'Exchange2010')).not.toContain('TimeZone');
  });

  it('that lasts all day goes from midnight to midnight at home', () => {
    const markup = created(ALL_DAY, 'Exchange2013_SP1');
    expect(markup).toContain(
      '<t:Start>2026-12-09T23:00:00Z</t:Start><t:End>2026-12-11T23:00:00Z</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent>',
    );
    expect(markup).toContain('<t:StartTimeZone Id="W. Europe Standard Time"/>');
  });

  it('that lasts all day goes from midnight to midnight UTC where home is not known', () => {
    const markup = created(ALL_DAY, 'Exchange2013_SP1', null);
    expect(markup).toContain('<t:Start>2026-12-10T00:00:00Z</t:Start><t:End>2026-12-12T00:00:00Z</t:End>');
    expect(markup).toContain('<t:StartTimeZone Id="UTC"/>');
  });

  it('that lasts all day says that its owner is busy, or Exchange calls him free', () => {
    expect(created(ALL_DAY, 'Exchange2010')).toContain('<t:LegacyFreeBusyStatus>Busy</t:LegacyFreeBusyStatus>');
  });

  it('never says a status that the version does not know', () => {
    const make = (version: RequestVersion) =>
      newItem(
        { fields: { time: TIMED, busyStatus: 'workingElsewhere' }, stamp: null, addCategories: [], uid: null },
        KIND,
        { version, homeZone },
      ).markup;
    expect(make('Exchange2010_SP2')).toContain('<t:LegacyFreeBusyStatus>Busy</t:LegacyFreeBusyStatus>');
    expect(make('Exchange2013')).toContain('<t:LegacyFreeBusyStatus>WorkingElsewhere</t:LegacyFreeBusyStatus>');
  });
});
