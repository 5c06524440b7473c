import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../../model/index.ts';
import { parseInstant, parseTimeZoneId } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import { changed, DELETED } from '../testing/series.ts';
import type { CrmFacts } from './crm-takes-part.ts';
import { crmTakesPart } from './crm-takes-part.ts';
import type { ExchangeFacts } from './exchange-takes-part.ts';
import { exchangeTakesPart } from './exchange-takes-part.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const FROM = parseInstant('2026-01-01T00:00:00Z');
const OLD = { time: { kind: 'allDay', startDate: '2025-01-01', endDate: '2025-01-02' } };
const NEW = { time: { kind: 'allDay', startDate: '2026-06-01', endDate: '2026-06-02' } };

function ofCrm(facts: Partial<CrmFacts>, rules: Partial<ItemRules> = {}) {
  const record: CrmFacts = {
    itemType: 'contacts',
    fields: {},
    ownerId: 'me',
    shared: false,
    lists: [],
    participantIds: [],
    notSynchronised: null,
    ...facts,
  };
  return crmTakesPart(record, { ...DEFAULT_ITEM_RULES, ...rules }, 'me', FROM, ROME);
}

function ofExchange(facts: Partial<ExchangeFacts>, rules: Partial<ItemRules> = {}) {
  const item: ExchangeFacts = { itemType: 'contacts', fields: {}, categories: [], notSynchronised: null, ...facts };
  return exchangeTakesPart(item, { ...DEFAULT_ITEM_RULES, ...rules }, FROM, ROME);
}

const YES = { kind: 'yes' };
const LEFT = { kind: 'left' };

describe('a CRM contact takes part', () => {
  it('when the user owns it', () => {
    expect(ofCrm({})).toEqual(YES);
    expect(ofCrm({ ownerId: 'other', shared: true, lists: ['vip'], participantIds: ['me'] })).toEqual(LEFT);
  });

  it('when it is shared, if shared ones are wanted', () => {
    const rules = { crmItems: { kind: 'ownAndShared' } } as const;
    expect(ofCrm({}, rules)).toEqual(YES);
    expect(ofCrm({ ownerId: 'other', shared: true }, rules)).toEqual(YES);
    expect(ofCrm({ ownerId: 'other' }, rules)).toEqual(LEFT);
  });

  it('when it is on the chosen list, whoever owns it', () => {
    const rules = { crmItems: { kind: 'list', list: 'vip' } } as const;
    expect(ofCrm({ ownerId: 'other', lists: ['a', 'vip'] }, rules)).toEqual(YES);
    expect(ofCrm({ lists: ['a'] }, rules)).toEqual(LEFT);
  });
});

describe('a CRM appointment takes part', () => {
  it('when the user owns it or is among those who take part, whatever is chosen for contacts', () => {
    const rules = { crmItems: { kind: 'list', list: 'vip' } } as const;
    expect(ofCrm({ itemType: 'appointments', fields: NEW }, rules)).toEqual(YES);
    const invited = { itemType: 'appointments', fields: NEW, ownerId: 'other', participantIds: ['x', 'me'] } as const;
    expect(ofCrm(invited, rules)).toEqual(YES);
    expect(ofCrm({ ...invited, participantIds: ['x'], shared: true })).toEqual(LEFT);
  });

  it('not before the window; a contact has no window', () => {
    expect(ofCrm({ itemType: 'appointments', fields: OLD })).toEqual({ kind: 'out' });
    expect(ofCrm({ fields: OLD })).toEqual(YES);
  });

  it('not as a series that cannot be told, and that is said rather than the window', () => {
    const series = { itemType: 'appointments', fields: OLD, notSynchronised: 'series' } as const;
    expect(ofCrm(series)).toEqual({ kind: 'excluded', reason: 'series' });
  });

  it('not when it went to a colleague, and that is evidence before any filter', () => {
    const theirs = { itemType: 'appointments', ownerId: 'other', notSynchronised: 'series' } as const;
    expect(ofCrm({ ...theirs, fields: { sensitivity: 'private' } })).toEqual(LEFT);
  });
});

describe('private items', () => {
  it('are left out on both sides unless the profile carries them in full', () => {
    const excluded = { kind: 'excluded', reason: 'private' };
    for (const sensitivity of ['private', 'confidential']) {
      expect(ofCrm({ fields: { sensitivity } })).toEqual(excluded);
      expect(ofExchange({ fields: { sensitivity } })).toEqual(excluded);
      expect(ofCrm({ fields: { sensitivity } }, { privateItems: 'full' })).toEqual(YES);
      expect(ofExchange({ fields: { sensitivity } }, { privateItems: 'full' })).toEqual(YES);
    }
    for (const sensitivity of ['normal', 'personal', null]) {
      expect(ofCrm({ fields: { sensitivity } })).toEqual(YES);
      expect(ofExchange({ fields: { sensitivity } })).toEqual(YES);
    }
  });
});

describe('under the setting that tells only when private appointments are', () => {
  const excluded = { kind: 'excluded', reason: 'private' };
  const busyOnly = { privateItems: 'busyOnly' } as const;
  const skip = { privateItems: 'skip' } as const;
  const appointment = (fields: Fields) => ({ itemType: 'appointments', fields: { ...NEW, ...fields } }) as const;
  const series = (change: FieldValue) => appointment({ occurrences: { '2026-06-08': change } });
  const PRIVATE = { sensitivity: 'private' };

  it('a private appointment takes part, and a private contact does not', () => {
    expect([ofCrm(appointment(PRIVATE), busyOnly), ofExchange(appointment(PRIVATE), busyOnly)]).toEqual([YES, YES]);
    expect([ofCrm(appointment(PRIVATE), skip), ofExchange(appointment(PRIVATE), skip)]).toEqual([excluded, excluded]);
    expect(ofCrm({ fields: PRIVATE }, busyOnly)).toEqual(excluded);
  });

  it('a public series is left out for one private occurrence, and for nothing else that is said of one', () => {
    for (const rules of [busyOnly, skip]) {
      expect(ofExchange(series(changed(PRIVATE)), rules)).toEqual(excluded);
      expect(ofExchange(series(changed({ sensitivity: 'normal' })), rules)).toEqual(YES);
      expect(ofExchange(series(DELETED), rules)).toEqual(YES);
    }
    expect(ofExchange(series(changed(PRIVATE)), { privateItems: 'full' })).toEqual(YES);
  });
});

describe('an Exchange item takes part', () => {
  it('by its category, without regard to case', () => {
    const only = { exchangeItems: { kind: 'onlyCategory', category: 'Business' } } as const;
    expect(ofExchange({ categories: ['x', 'BUSINESS '] }, only)).toEqual(YES);
    expect(ofExchange({ categories: ['x'] }, only)).toEqual({ kind: 'excluded', reason: 'filter' });
    const allBut = { exchangeItems: { kind: 'allButCategory', category: 'Family' } } as const;
    expect(ofExchange({ categories: ['family'] }, allBut)).toEqual({ kind: 'excluded', reason: 'filter' });
    expect(ofExchange({ categories: [] }, allBut)).toEqual(YES);
  });

  it('not as a series that cannot be told', () => {
    const facts = { itemType: 'appointments', fields: NEW, notSynchronised: 'series' } as const;
    expect(ofExchange(facts)).toEqual({ kind: 'excluded', reason: 'series' });
  });

  it('not before the window; a contact has no window', () => {
    expect(ofExchange({ itemType: 'appointments', fields: OLD })).toEqual({ kind: 'out' });
    expect(ofExchange({ itemType: 'appointments', fields: NEW })).toEqual(YES);
    expect(ofExchange({ fields: OLD })).toEqual(YES);
  });
});
