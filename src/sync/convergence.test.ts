import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_ITEM_RULES } from './rules.ts';
import type { Act } from './testing/histories.ts';
import { anyDelete, anyEdit, anyFields, anyRules, histories, perform, shuffled } from './testing/histories.ts';
import { cases } from './testing/property-cases.ts';
import { bringToRest, brokenAtRest, duplicates } from './testing/rest-checks.ts';
import { create, synchroniseOnce } from './testing/small-world.ts';
import { newWorld } from './testing/world.ts';

const TWO_WAY = DEFAULT_ITEM_RULES;

describe('a world of two stores that rewrite what they are given', () => {
  it('I1 I2 I4 I5 I6 I7 I9 I17: one pair, perturbed on both sides, comes to rest under every rule', () => {
    const perturbation = fc.array(fc.oneof({ weight: 5, arbitrary: anyEdit }, { weight: 1, arbitrary: anyDelete }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(anyFields, anyRules, perturbation, fc.nat(), (fields, rules, acts, seed) => {
        const world = newWorld(TWO_WAY);
        create(world, 'crm', fields);
        synchroniseOnce(world, shuffled(seed));
        expect(world.links).toHaveLength(1);
        world.rules = rules;
        for (const act of acts as readonly Act[]) perform(world, act);
        bringToRest(world, seed);
        expect(brokenAtRest(world)).toEqual([]);
        expect(duplicates(world)).toEqual([]);
      }),
      cases(6000),
    );
  });

  it('I1–I9 I17: any history of people, rules and windows comes to rest, in any order of looking', () => {
    fc.assert(
      fc.property(anyRules, histories({ restores: true }), fc.nat(), (rules, acts, seed) => {
        const world = newWorld(rules);
        for (const act of acts) perform(world, act);
        bringToRest(world, seed);
        expect(brokenAtRest(world)).toEqual([]);
      }),
      cases(3000),
    );
  });

  it('I3: as long as nobody restores a deleted item, nothing that a person made ever stands twice on a side', () => {
    fc.assert(
      fc.property(anyRules, histories({ restores: false }), fc.nat(), (rules, acts, seed) => {
        const world = newWorld(rules);
        for (const act of acts) {
          perform(world, act);
          expect(duplicates(world)).toEqual([]);
        }
        bringToRest(world, seed);
        expect(duplicates(world)).toEqual([]);
      }),
      cases(2000),
    );
  });

  it('I13: a window that is moved about deletes nothing and doubles nothing', () => {
    const items = fc.array(
      fc.tuple(fc.constantFrom<'crm' | 'exchange'>('crm', 'exchange'), anyFields, fc.nat({ max: 9 })),
      {
        maxLength: 8,
      },
    );
    const windows = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyRules, items, windows, fc.nat(), (rules, made, moves, seed) => {
        const world = newWorld(rules);
        for (const [side, fields, key] of made) create(world, side, fields, key);
        for (const from of [...moves, 0]) {
          world.windowFrom = from;
          bringToRest(world, seed);
        }
        expect(brokenAtRest(world)).toEqual([]);
        expect(duplicates(world)).toEqual([]);
        for (const side of ['crm', 'exchange'] as const) {
          expect([...world.items[side].values()].filter((item) => item.deleted)).toEqual([]);
        }
      }),
      cases(1000),
    );
  });
});
