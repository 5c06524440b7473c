import { expect, it } from 'vitest';
import type { Side } from '../../model/index.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import type { FieldOutcome, MergeResult, PendingBecause } from '../step.ts';
import { liveCrm } from '../testing/pairs.ts';
import { pendingReason } from './pending-reason.ts';

const waits = (changedOn: Side | 'both', because?: PendingBecause): FieldOutcome => ({
  kind: 'pending',
  changedOn,
  ...(because === undefined ? {} : { because }),
});

function reasonOf(...outcomes: readonly FieldOutcome[]) {
  const named = Object.fromEntries(outcomes.map((outcome, index) => [`field${index}`, outcome]));
  const pendingFields = Object.keys(named);
  const merge: MergeResult = { outcomes: named, toCrm: {}, toExchange: {}, conflicts: [], pendingFields };
  return pendingReason('L4', merge, liveCrm(), DEFAULT_ITEM_RULES);
}

it('a pair that waits tells the side on which it was changed, or that both were', () => {
  const told = (...sides: readonly (Side | 'both')[]) => reasonOf(...sides.map((side) => waits(side))).params;
  expect(told('crm')).toEqual({ changedOn: 'crm', fields: 1 });
  expect(told('crm', 'crm')).toEqual({ changedOn: 'crm', fields: 2 });
  expect(told('exchange', 'exchange', 'exchange')).toEqual({ changedOn: 'exchange', fields: 3 });
  expect(told('crm', 'exchange')).toEqual({ changedOn: 'both', fields: 2 });
  expect(told('both', 'crm', 'crm')).toEqual({ changedOn: 'both', fields: 3 });
});

it('a pair that waits tells first what concerns the whole item', () => {
  const field = waits('crm', 'private');
  const item = waits('crm', 'notOrganizer');
  expect(reasonOf(waits('crm'), field, item)).toEqual({ row: 'L4', code: 'not_organizer', params: { fields: 3 } });
  expect(reasonOf(waits('crm'), field)).toEqual({ row: 'L4', code: 'private_content', params: { fields: 2 } });
});
