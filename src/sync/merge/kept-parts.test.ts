import { describe, expect, it } from 'vitest';
import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import { withKeptParts } from './kept-parts.ts';
import { mergeFields } from './merge-fields.ts';

interface Sides {
  readonly base: { readonly crm: FieldValue; readonly exchange: FieldValue };
  readonly crm: FieldValue;
  readonly exchange: FieldValue;
}

function merged(field: string, { base, crm, exchange }: Sides) {
  const specs = { ...synchronisedFields('contacts'), ...synchronisedFields('appointments') };
  const { toCrm, toExchange } = mergeFields({
    specs: { [field]: specs[field] as FieldSpec },
    rules: DEFAULT_ITEM_RULES,
    base: { crm: { [field]: base.crm }, exchange: { [field]: base.exchange } },
    crm: { [field]: crm },
    exchange: { [field]: exchange },
  });
  return { toCrm: toCrm[field], toExchange: toExchange[field] };
}

const FULL = { givenName: 'Anna', surname: 'Neri', initials: 'A.N.' };
/** As a server has it that keeps no initials. */
const POOR = { givenName: 'Anna', surname: 'Neri' };

describe('parts that one side never held', () => {
  it('are not emptied on the other when something else of the field changes', () => {
    const sides = { base: { crm: FULL, exchange: POOR }, crm: FULL, exchange: { ...POOR, surname: 'Verdi' } };
    expect(merged('name', sides)).toEqual({ toCrm: { ...FULL, surname: 'Verdi' } });
  });

  it('stay, whichever side is the poorer', () => {
    const sides = { base: { crm: POOR, exchange: FULL }, crm: { ...POOR, surname: 'Verdi' }, exchange: FULL };
    expect(merged('name', sides)).toEqual({ toExchange: { ...FULL, surname: 'Verdi' } });
  });

  it('come in when that side fills them', () => {
    const sides = { base: { crm: FULL, exchange: POOR }, crm: FULL, exchange: { ...POOR, initials: 'An.' } };
    expect(merged('name', sides)).toEqual({ toCrm: { ...POOR, initials: 'An.' } });
  });

  it('go with an edit that lost the conflict, where they are new on the other side', () => {
    const base = { crm: POOR, exchange: POOR };
    expect(merged('name', { base, crm: { ...POOR, surname: 'Verdi' }, exchange: FULL })).toEqual({
      toExchange: { ...POOR, surname: 'Verdi' },
    });
  });

  it('are only those that the field names', () => {
    const spec: FieldSpec = { kind: 'value', optionalParts: ['zone'], normalise: (value) => value };
    const [before, now] = [{ start: 8 }, { start: 9 }];
    const richer = { start: 8, zone: 'Europe/Rome', end: 10 };
    expect(withKeptParts(spec, { base: before, now }, { base: richer, now: richer })).toEqual({
      start: 9,
      zone: 'Europe/Rome',
    });
  });

  it('are all that is added to a value, which otherwise travels letter for letter', () => {
    const sides = { base: { crm: POOR, exchange: POOR }, crm: { ...POOR, surname: ' Verdi' }, exchange: POOR };
    expect(merged('name', sides)).toEqual({ toExchange: { ...POOR, surname: ' Verdi' } });
  });

  it('go with the whole field when it is emptied', () => {
    const sides = { base: { crm: FULL, exchange: POOR }, crm: FULL, exchange: null };
    expect(merged('name', sides)).toEqual({ toCrm: null });
  });

  it('of a time are its zone, as long as it is the same kind of time', () => {
    const timed = { kind: 'timed', start: '2027-01-01T08:00:00Z', end: '2027-01-01T09:00:00Z', zone: null };
    const inRome = { ...timed, zone: 'Europe/Rome' };
    const later = { ...timed, end: '2027-01-01T10:00:00Z' };
    const base = { crm: inRome, exchange: timed };
    expect(merged('time', { base, crm: inRome, exchange: later }).toCrm).toEqual({ ...later, zone: 'Europe/Rome' });
    const whole = { kind: 'allDay', startDate: '2027-01-01', endDate: '2027-01-02' };
    expect(merged('time', { base, crm: inRome, exchange: whole }).toCrm).toEqual(whole);
  });
});

it('a part that was there and is gone was emptied by a person, and goes', () => {
  const sides = { base: { crm: FULL, exchange: FULL }, crm: FULL, exchange: POOR };
  expect(merged('name', sides)).toEqual({ toCrm: POOR });
});
