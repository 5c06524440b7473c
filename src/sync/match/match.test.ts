import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { Match, MatchKeys } from '../match-types.ts';
import { cases } from '../testing/property-cases.ts';
import type { Candidate } from './choose-match.ts';
import { chooseMatch } from './choose-match.ts';
import { foldName, foldPhone, foldText } from './fold.ts';
import { matchKeys } from './match-keys.ts';

function person(fields: Fields): MatchKeys {
  return matchKeys('contacts', fields, null);
}

function meet(left: MatchKeys, right: MatchKeys): 'strong' | 'weak' | 'strangers' {
  if (left.strong.some((key) => right.strong.includes(key))) return 'strong';
  return left.weak.some((key) => right.weak.includes(key)) ? 'weak' : 'strangers';
}

const ADA = { name: { givenName: 'Ada', surname: 'Lovelace' } };

describe('two contacts', () => {
  it('are the same person with one equal address and the same name, in whatever slot, spelling and order', () => {
    const ours = person({ ...ADA, email1: { address: 'Ada@Example.org' }, email2: { address: 'x@example.org' } });
    const theirs = person({ displayName: 'LOVELACE, Ada', email3: { address: ' ada@example.org' } });
    expect(meet(ours, theirs)).toBe('strong');
  });

  it('are not the same person because an office shares an address', () => {
    const ours = person({ ...ADA, email1: { address: 'info@example.org' } });
    const theirs = person({ name: { givenName: 'Eva', surname: 'Rossi' }, email1: { address: 'info@example.org' } });
    expect(meet(ours, theirs)).toBe('strangers');
  });

  it('are the same person with equal name, company and telephone number', () => {
    const ours = person({ ...ADA, companyName: 'ACME S.r.l.', mobilePhone: '+39 041 555-123' });
    const theirs = person({ ...ADA, companyName: 'Acme  srl', businessPhone: '0039 (0)41555123' });
    expect(meet(ours, theirs)).toBe('weak');
    const same = person({ ...ADA, companyName: 'acme s.r.l', businessPhone: '0039 41 555123' });
    expect(meet(person({ ...ADA, companyName: 'ACME S.r.l.', mobilePhone: '+39 41 555-123' }), same)).toBe('strong');
  });

  it('need a company beside the telephone number, and a name beside both', () => {
    const phone = { mobilePhone: '+39041555123' };
    expect(meet(person({ ...ADA, ...phone }), person({ ...ADA, ...phone }))).toBe('weak');
    expect(person({ companyName: 'Acme', ...phone }).strong).toEqual(['phone:+39041555123|acme|acme']);
    expect(person(phone)).toEqual({ strong: [], weak: [] });
  });

  it.each(['assistantPhone', 'businessFax', 'homeFax', 'otherFax', 'isdn', 'telex', 'ttyTddPhone'])(
    'are not made the same person by %s, which machines answer and offices share',
    (field) => {
      const shared = { companyName: 'Acme', [field]: '+39041555999' };
      expect(meet(person({ ...ADA, ...shared }), person({ ...ADA, ...shared }))).toBe('weak');
    },
  );

  it('have the same keys, in the same order, whatever the slots of their addresses', () => {
    const first = { address: 'a@example.org' };
    const second = { address: 'b@example.org' };
    const keys = person({ ...ADA, email1: second, email2: first });
    expect(keys).toEqual(person({ ...ADA, email1: first, email3: second }));
  });

  it('with nothing but the same name are a question', () => {
    expect(meet(person(ADA), person({ displayName: 'Ada Lovelace' }))).toBe('weak');
    expect(meet(person({ name: { givenName: 'José' } }), person({ displayName: 'jose' }))).toBe('weak');
  });

  it('without names are the same only with the same address', () => {
    const nameless = person({ email1: { address: 'a@example.org' } });
    expect(nameless).toEqual({ strong: ['mail:a@example.org|'], weak: [] });
    expect(meet(nameless, person({ ...ADA, email1: { address: 'a@example.org' } }))).toBe('strangers');
  });

  it('that are firms go by the name of the firm', () => {
    expect(meet(person({ companyName: 'Acme' }), person({ displayName: 'ACME' }))).toBe('weak');
  });

  it('go by given name and surname, whatever the shown name says', () => {
    expect(person({ ...ADA, displayName: 'Dott.ssa Ada L.' }).weak).toEqual(['name:ada lovelace']);
    expect(person({ name: { surname: 'Lovelace' } }).weak).toEqual(['name:lovelace']);
  });
});

describe('two appointments', () => {
  const time = { kind: 'timed', start: '2026-03-08T09:00:00Z', end: '2026-03-08T10:00:00Z', zone: 'Europe/Rome' };
  const at = (fields: Fields, uid: string | null = null) => matchKeys('appointments', fields, uid);

  it('are the same with an equal UID, whatever else changed', () => {
    expect(meet(at({ subject: 'A', time }, 'UID-1'), at({ subject: 'B' }, ' uid-1'))).toBe('strong');
  });

  it('are the same with equal times and subject, although each system gave a UID of its own', () => {
    const other = { ...time, zone: 'Europe/Berlin' };
    expect(meet(at({ subject: 'Fair', time }, 'a'), at({ subject: ' FAIR!', time: other }, 'b'))).toBe('strong');
  });

  it('with another end are a question', () => {
    const longer = { ...time, end: '2026-03-08T11:00:00Z' };
    expect(meet(at({ subject: 'Fair', time }), at({ subject: 'Fair', time: longer }))).toBe('weak');
  });

  it('that only end together are strangers', () => {
    const longer = { ...time, start: '2026-03-08T08:00:00Z' };
    expect(meet(at({ subject: 'Fair', time }), at({ subject: 'Fair', time: longer }))).toBe('strangers');
  });

  it('without a subject are a question at the same time, and strangers at another', () => {
    expect(meet(at({ time }), at({ time }))).toBe('weak');
    const later = { ...time, start: '2026-03-08T11:00:00Z', end: '2026-03-08T12:00:00Z' };
    expect(meet(at({ time }), at({ time: later }))).toBe('strangers');
    expect(at({ time }, '').strong).toEqual([]);
    expect(at({ time }, ' ').strong).toEqual([]);
    expect(at({ time }, 'u').strong).toEqual(['uid:u']);
  });

  it('of which no more is told than that they are private are the same at the same times, and only then', () => {
    const told = { time, sensitivity: 'private' };
    expect(at(told, 'u')).toEqual({
      strong: ['uid:u', `private-time:${time.start}/${time.end}`],
      weak: [],
    });
    expect(meet(at(told), at(told))).toBe('strong');
    expect(meet(at(told), at({ time }))).toBe('strangers');
    expect(meet(at({ ...told, subject: 'Doctor' }), at(told))).toBe('strangers');
    expect(meet(at({ ...told, subject: 'Doctor' }), at({ time, subject: 'Doctor' }))).toBe('strong');
  });

  it('of whole days go by their dates', () => {
    const day = { kind: 'allDay', startDate: '2026-03-08', endDate: '2026-03-09' };
    expect(at({ subject: 'Fair', time: day })).toEqual({
      strong: ['time:2026-03-08/2026-03-09|fair'],
      weak: ['start:2026-03-08|fair'],
    });
  });

  it('without a readable time have nothing but the UID', () => {
    expect(at({ subject: 'Fair' })).toEqual({ strong: [], weak: [] });
    expect(at({ subject: 'Fair', time: null }, 'u')).toEqual({ strong: ['uid:u'], weak: [] });
  });
});

describe('folding', () => {
  it('reads telephone numbers as people write them', () => {
    expect(foldPhone('+39 (0)41 555.123')).toBe('+3941555123');
    expect(foldPhone('0039-041-555123')).toBe('+39041555123');
    expect(foldPhone('041/555123')).toBe('041555123');
    expect(foldPhone('041 5500123')).toBe('0415500123');
    expect(foldPhone('041+555123')).toBe('041555123');
    expect(foldPhone('12345')).toBe('');
    expect(foldPhone('123456')).toBe('123456');
    expect(foldPhone('')).toBe('');
  });

  it('ignores case, accents, punctuation, and the order of the words of a name', () => {
    expect(foldText('  Müller & Söhne,  GmbH ')).toBe('muller sohne gmbh');
    expect(foldName('Rossi, Mario')).toBe(foldName('MARIO  ROSSI'));
    expect(foldName('Жуков')).toBe('жуков');
  });
});

const NOBODY: ReadonlySet<string> = new Set();

function candidate(id: string, strong: readonly string[], weak: readonly string[] = []): Candidate {
  return { id, keys: { strong, weak } };
}

describe('choosing a counterpart', () => {
  const own = candidate('c1', ['k1'], ['w1']);

  it('finds none among strangers', () => {
    expect(chooseMatch({ own, counterparts: [], rivals: [], reserved: NOBODY })).toEqual({ kind: 'none' });
  });

  it('takes the only one, when it has no other candidate', () => {
    const counterparts = [candidate('e1', ['k1'])];
    expect(chooseMatch({ own, counterparts, rivals: [], reserved: NOBODY })).toEqual({ kind: 'one', id: 'e1' });
  });

  it('asks a person when there are two, or when two claim the same one', () => {
    const two = [candidate('e2', ['k1']), candidate('e1', ['k1'])];
    expect(chooseMatch({ own, counterparts: two, rivals: [], reserved: NOBODY })).toEqual({
      kind: 'many',
      ids: ['e1', 'e2'],
    });
    const rivals = [candidate('c2', ['k1'])];
    const counterparts = [candidate('e1', ['k1'])];
    expect(chooseMatch({ own, counterparts, rivals, reserved: NOBODY })).toEqual({ kind: 'many', ids: ['e1'] });
  });

  it('asks a person when only the name is equal', () => {
    const counterparts = [candidate('e2', [], ['w1']), candidate('e1', ['other'], ['w1'])];
    expect(chooseMatch({ own, counterparts, rivals: [], reserved: NOBODY })).toEqual({
      kind: 'weak',
      ids: ['e1', 'e2'],
    });
  });

  it('prefers a strong key to a name', () => {
    const counterparts = [candidate('e1', ['k1'], ['w1']), candidate('e2', [], ['w1'])];
    expect(chooseMatch({ own, counterparts, rivals: [], reserved: NOBODY })).toEqual({ kind: 'one', id: 'e1' });
  });

  it('prefers the UID to a likeness', () => {
    const mine = candidate('c1', ['uid:1', 'k1']);
    const counterparts = [candidate('e1', ['uid:1']), candidate('e2', ['k1'])];
    expect(chooseMatch({ own: mine, counterparts, rivals: [], reserved: NOBODY })).toEqual({ kind: 'one', id: 'e1' });
  });

  it('waits for a counterpart that has a better partner', () => {
    const counterparts = [candidate('e1', ['uid:2', 'k1'])];
    const rivals = [candidate('c2', ['uid:2'])];
    expect(chooseMatch({ own, counterparts, rivals, reserved: NOBODY })).toEqual({ kind: 'reserved' });
  });

  it('asks about a counterpart whose better partner a person is asked about', () => {
    const inReview = { ...candidate('e1', ['uid:2', 'k1'], ['w1']), isInReview: true };
    const better = [candidate('c2', ['uid:2'])];
    expect(chooseMatch({ own, counterparts: [inReview], rivals: better, reserved: NOBODY })).toEqual({
      kind: 'many',
      ids: ['e1'],
    });
    const namesake = candidate('c1', [], ['w1']);
    expect(chooseMatch({ own: namesake, counterparts: [inReview], rivals: better, reserved: NOBODY })).toEqual({
      kind: 'weak',
      ids: ['e1'],
    });
  });

  it('waits while one of several namesakes can still be linked without a person', () => {
    const namesake = candidate('c1', [], ['w1']);
    const counterparts = [
      { ...candidate('e1', ['k8'], ['w1']), isInReview: true },
      { ...candidate('e2', ['k9'], ['w1']), isInReview: false },
    ];
    const rivals = [candidate('c2', ['k8']), candidate('c3', ['k9'])];
    expect(chooseMatch({ own: namesake, counterparts, rivals, reserved: NOBODY })).toEqual({ kind: 'reserved' });
  });

  it('does not wait for a counterpart that is left out together with its better partner', () => {
    const leftOut = { ...candidate('e1', ['uid:2', 'k1'], ['w1']), isLeftOut: true };
    const rivals = [candidate('c2', ['uid:2'])];
    expect(chooseMatch({ own, counterparts: [leftOut], rivals, reserved: NOBODY })).toEqual({ kind: 'none' });
    const inReview = { ...candidate('e2', ['k9'], ['w1']), isInReview: true };
    const namesake = candidate('c1', [], ['w1']);
    const counterparts = [leftOut, inReview];
    expect(
      chooseMatch({ own: namesake, counterparts, rivals: [...rivals, candidate('c3', ['k9'])], reserved: NOBODY }),
    ).toEqual({ kind: 'weak', ids: ['e2'] });
  });

  it('waits for a namesake that has exactly one strong partner, and asks when it has more', () => {
    const counterparts = [candidate('e1', ['k9'], ['w1'])];
    const one = [candidate('c2', ['k9'])];
    expect(chooseMatch({ own, counterparts, rivals: one, reserved: NOBODY })).toEqual({ kind: 'reserved' });
    const two = [...one, candidate('c3', ['k9'])];
    expect(chooseMatch({ own, counterparts, rivals: two, reserved: NOBODY })).toEqual({ kind: 'weak', ids: ['e1'] });
  });

  it('waits for a counterpart whose own create is on the way, strong or namesake', () => {
    const reserved = new Set(['e1']);
    const strong = [candidate('e1', ['k1'])];
    expect(chooseMatch({ own, counterparts: strong, rivals: [], reserved })).toEqual({ kind: 'reserved' });
    const both = [...strong, candidate('e2', ['k1'])];
    expect(chooseMatch({ own, counterparts: both, rivals: [], reserved })).toEqual({ kind: 'reserved' });
    const weak = [candidate('e1', [], ['w1']), candidate('e2', [], ['w1'])];
    expect(chooseMatch({ own, counterparts: weak, rivals: [], reserved })).toEqual({ kind: 'reserved' });
    const strangers = [candidate('e1', [], [])];
    expect(chooseMatch({ own, counterparts: strangers, rivals: [], reserved })).toEqual({ kind: 'none' });
  });

  it('I3: gives the same pairs from either side, and nobody two partners', () => {
    const key = fc.constantFrom('uid:1', 'uid:2', 'k1', 'k2', 'k3');
    const keys = fc.record({
      strong: fc.uniqueArray(key, { maxLength: 2 }),
      weak: fc.uniqueArray(fc.constantFrom('w1', 'w2'), { maxLength: 1 }),
    });
    const side = fc.array(keys, { maxLength: 4 });
    fc.assert(
      fc.property(side, side, (left, right) => {
        const ours = left.map((item, index) => ({ id: `c${index}`, keys: item }));
        const theirs = right.map((item, index) => ({ id: `e${index}`, keys: item }));
        const fromOurs = pairsSeenFrom(ours, theirs);
        const fromTheirs = pairsSeenFrom(theirs, ours).map(([own_, id]) => [id, own_] as const);
        expect(fromOurs.map(String).sort()).toEqual(fromTheirs.map(String).sort());
        expect(new Set(fromOurs.map(([, id]) => id)).size).toBe(fromOurs.length);
      }),
      cases(3000),
    );
  });
});

function pairsSeenFrom(
  owns: readonly Candidate[],
  others: readonly Candidate[],
): readonly (readonly [string, string])[] {
  return owns.flatMap((own) => {
    const counterparts = others.filter((other) => meet(own.keys, other.keys) !== 'strangers');
    const rivals = owns.filter(
      (rival) => rival !== own && counterparts.some((other) => meet(rival.keys, other.keys) === 'strong'),
    );
    const match: Match = chooseMatch({ own, counterparts, rivals, reserved: NOBODY });
    return match.kind === 'one' ? [[own.id, match.id] as const] : [];
  });
}
