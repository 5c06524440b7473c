import { describe, expect, it } from 'vitest';
import { CONTACT_FIELDS } from '../model/index.ts';
import { plan } from './plan.ts';
import { PROJECTION_VERSION } from './projection.ts';
import type { ItemRules } from './rules.ts';
import type { Step } from './step.ts';
import { NOTHING } from './testing/nothing.ts';
import { contextOf, linkOf, liveCrm, liveExchange, NO_MATCH } from './testing/pairs.ts';

const photo = (digit: string) => ({ digest: digit.repeat(64), mediaType: 'image/png', bytes: 70 });
const BASE = { displayName: 'Ada', mobilePhone: '1' };

/** A pair whose bases are from before contacts had photos. */
function decide(
  crm: Record<string, unknown>,
  exchange: Record<string, unknown>,
  rules: Partial<ItemRules> = {},
  projection = 1,
): Step {
  const pair = {
    link: linkOf({ baseCrm: BASE, baseExchange: BASE, projection }),
    crm: liveCrm({ ...BASE, ...crm }),
    exchange: liveExchange({ ...BASE, ...exchange }),
  };
  return plan(pair, NO_MATCH, { ...contextOf(rules, 'contacts'), specs: CONTACT_FIELDS });
}

describe('a field that bases of an older version do not know', () => {
  it('travels where one side has it, and is nobody’s edit', () => {
    expect(decide({}, { photo: photo('a') })).toMatchObject({
      kind: 'merge',
      introduces: true,
      merge: { toCrm: { photo: photo('a') }, toExchange: NOTHING },
    });
    expect(decide({ photo: photo('a') }, {})).toMatchObject({ introduces: true, merge: { toCrm: NOTHING } });
  });

  it('is an edit beside another one, and for bases that know it', () => {
    expect(decide({ mobilePhone: '2' }, { photo: photo('a') })).not.toHaveProperty('introduces');
    expect(decide({}, { photo: photo('a') }, {}, PROJECTION_VERSION)).not.toHaveProperty('introduces');
    expect(decide({}, { photo: photo('a') }, {}, 2)).not.toHaveProperty('introduces');
    expect(decide({ mobilePhone: '2' }, {})).not.toHaveProperty('introduces');
  });

  it('is decided by the strategy where both have another one, and the loser is kept', () => {
    for (const conflictStrategy of ['crm', 'exchange'] as const) {
      expect(decide({ photo: photo('a') }, { photo: photo('b') }, { conflictStrategy })).toMatchObject({
        introduces: true,
        merge: { conflicts: [{ field: 'photo', winner: conflictStrategy, crm: photo('a'), exchange: photo('b') }] },
      });
    }
    expect(decide({ photo: photo('a') }, { photo: photo('a') })).toMatchObject({
      merge: { toCrm: NOTHING, toExchange: NOTHING, conflicts: [] },
    });
  });

  it('is not taken away where whole items overwrite each other', () => {
    const rules = { conflictGranularity: 'item', conflictStrategy: 'crm' } as const;
    expect(decide({ mobilePhone: '2' }, { photo: photo('a') }, rules)).toMatchObject({
      merge: { toExchange: { mobilePhone: '2' }, toCrm: { photo: photo('a') }, conflicts: [] },
    });
  });
});
