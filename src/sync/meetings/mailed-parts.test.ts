import { describe, expect, it, test } from 'vitest';
import type { CalendarDate, Fields, FieldValue, Instant, Meeting, TimeZoneId } from '../../model/index.ts';
import { contextOf, liveExchange, YES } from '../testing/pairs.ts';
import { at, changed, DELETED, weekly } from '../testing/series.ts';
import { isDayToCome, isPast, mailedParts } from './mailed-parts.ts';
import { mailsOfUpdate } from './mails.ts';

/** Mondays at nine in Rome; the third is being held. */
const [MON1, MON2, MON3, MON4, MON5] = ['2026-12-07', '2026-12-14', '2026-12-21', '2026-12-28', '2027-01-04'] as const;
const NOW = '2026-12-21T08:00:00Z' as Instant;
const MOMENT = { now: NOW, zone: 'Europe/Rome' as TimeZoneId };
const SERIES: Fields = { subject: 'Offer', time: weekly({ range: { kind: 'numbered', occurrences: 5 } }) };
const LATER = weekly({ start: '2026-12-07', range: { kind: 'numbered', occurrences: 4 } });

type Days = Readonly<Record<string, FieldValue>>;

function partsOf(was: Days | null, changes: Fields): { readonly item: boolean; readonly days: readonly string[] } {
  return mailedParts({ ...SERIES, occurrences: was }, changes, MOMENT);
}

const ofDays = (was: Days | null, is: Days | null) => partsOf(was, { occurrences: is });

describe('single occurrences of a meeting', () => {
  const elsewhere = changed({ location: 'Sala 2' });

  test.each<[string, Days | null, Days | null, readonly (string | undefined)[]]>([
    ['that is to come', null, { [MON4]: elsewhere }, [MON4]],
    ['that is over', null, { [MON2]: elsewhere }, []],
    ['that is being held', null, { [MON3]: elsewhere }, []],
    ['that is called off', null, { [MON4]: DELETED }, [MON4]],
    ['that was held and is called off', null, { [MON1]: DELETED }, []],
    ['that was held and is put off', null, { [MON2]: changed({ time: at('2026-12-22', 10) }) }, [MON2]],
    ['that was put off and is as it was', { [MON2]: changed({ time: at('2026-12-22', 10) }) }, null, [MON2]],
    ['that is moved to a time that is over', null, { [MON4]: changed({ time: at('2026-12-19', 10) }) }, [MON4]],
    [
      'that was moved there, at another place',
      { [MON4]: changed({ time: at('2026-12-19', 10) }) },
      {
        [MON4]: changed({ time: at('2026-12-19', 10), location: 'Sala 2' }),
      },
      [],
    ],
    ['with another reminder', null, { [MON4]: changed({ reminderMinutes: 5 }) }, []],
    [
      'with another status beside its place',
      { [MON4]: elsewhere },
      {
        [MON4]: changed({ location: 'Sala 2', busyStatus: 'free' }),
      },
      [],
    ],
    ['that the rule does not give', null, { '2026-12-29': elsewhere }, []],
    ['of which one is as before', { [MON4]: elsewhere }, { [MON4]: elsewhere, [MON5]: DELETED }, [MON5]],
  ])('one %s', (_, was, is, days) => {
    expect(ofDays(was, is)).toEqual({ item: false, days });
  });

  it('come back with the series, and Exchange forgets what became of the others', () => {
    const was = { [MON1]: DELETED, [MON4]: DELETED, [MON5]: elsewhere };
    expect(ofDays(was, { [MON1]: DELETED, [MON5]: elsewhere })).toEqual({ item: true, days: [MON5] });
  });

  it('come back in silence where they would have been held by now', () => {
    expect(ofDays({ [MON1]: DELETED, [MON5]: elsewhere }, { [MON5]: elsewhere })).toEqual({ item: false, days: [] });
  });
});

describe('a series as a whole', () => {
  const was = {
    [MON2]: DELETED,
    [MON4]: changed({ location: 'Sala 2' }),
    [MON5]: changed({ categories: ['Blue'] }),
  };

  it('mails once for what all of its occurrences share', () => {
    expect(partsOf(was, { subject: 'Other' })).toEqual({ item: true, days: [] });
  });

  it('mails at another time for each changed occurrence that is to come besides', () => {
    expect(partsOf(was, { time: LATER })).toEqual({ item: true, days: [MON4] });
  });

  it('mails for nothing where only its owner sees it', () => {
    expect(partsOf(was, { reminderMinutes: 5, categories: ['Blue'] })).toEqual({ item: false, days: [] });
  });

  it('that becomes a single appointment has no occurrences', () => {
    expect(partsOf(was, { time: at(MON5, 9), occurrences: null })).toEqual({ item: true, days: [] });
  });
});

describe('a meeting is over', () => {
  const isOver = (fields: Fields): boolean => isPast(fields, MOMENT);

  it('when it has begun, of a series the last time', () => {
    expect([isOver({ time: at(MON3, 8) }), isOver({ time: at(MON4, 8) })]).toEqual([true, false]);
    const thrice = weekly({ range: { kind: 'numbered', occurrences: 3 } });
    expect([isOver({ time: thrice }), isOver(SERIES)]).toEqual([true, false]);
  });

  it('when every occurrence was called off', () => {
    const once = weekly({ start: MON5, range: { kind: 'numbered', occurrences: 1 } });
    expect([isOver({ time: once }), isOver({ time: once, occurrences: { [MON5]: DELETED } })]).toEqual([false, true]);
  });

  it('and has no occurrence to come, only when that is known: not without a time', () => {
    expect(isOver({ subject: 'Offer' })).toBe(false);
    expect(isDayToCome({ subject: 'Offer' }, MON5 as CalendarDate, MOMENT)).toBe(false);
    expect(isDayToCome(SERIES, MON5 as CalendarDate, MOMENT)).toBe(true);
  });
});

describe('the mails that are announced', () => {
  const NO_MAILS = { mails: 0, mailsAbout: { item: false, days: [] } };
  const meeting: Meeting = { role: 'organizer', isCancelled: false, recipients: 3 };
  const mailsUnder = (invitations: 'silent' | 'notify', changes: Fields) => {
    const occurrences = { [MON4]: DELETED, [MON5]: changed({ location: 'Sala 2' }) };
    const item = liveExchange({ ...SERIES, occurrences }, YES, { meeting });
    return mailsOfUpdate(changes, item, { ...contextOf({ invitations }), now: NOW });
  };

  it('are one for each person and part', () => {
    const days = [MON4, MON5];
    expect(mailsUnder('notify', { time: LATER })).toEqual({ mails: 9, mailsAbout: { item: true, days } });
  });

  it('are none for an appointment to which nobody is invited', () => {
    const appointment = liveExchange(SERIES);
    expect(
      mailsOfUpdate({ subject: 'Other' }, appointment, { ...contextOf({ invitations: 'notify' }), now: NOW }),
    ).toEqual(NO_MAILS);
  });

  it('are none under another setting', () => {
    expect(mailsUnder('silent', { time: LATER })).toEqual(NO_MAILS);
  });
});
