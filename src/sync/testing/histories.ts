import * as fc from 'fast-check';
import type { Fields, FieldValue, Side } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import { ALL_SWITCHES, rulesOf } from './cells.ts';
import { asStored, create, synchroniseOnce } from './small-world.ts';
import type { World } from './world.ts';

/** What people and administrators do, and when the engine happens to run. */
export type Act =
  | { readonly kind: 'create'; readonly side: Side; readonly fields: Fields; readonly key: number }
  | {
      readonly kind: 'edit';
      readonly side: Side;
      readonly pick: number;
      readonly field: string;
      readonly value: FieldValue;
    }
  | { readonly kind: 'delete'; readonly side: Side; readonly pick: number }
  | { readonly kind: 'restore'; readonly side: Side; readonly pick: number }
  | { readonly kind: 'rules'; readonly rules: ItemRules }
  | { readonly kind: 'window'; readonly from: number }
  | { readonly kind: 'synchronise'; readonly seed: number };

export const anySide: fc.Arbitrary<Side> = fc.constantFrom<Side>('crm', 'exchange');
const pick = fc.nat({ max: 30 });
const VALUES: Readonly<Record<string, fc.Arbitrary<FieldValue>>> = {
  title: fc.constantFrom<FieldValue>('Anna', 'Bea', 'Carlo', 'Ann', null),
  place: fc.constantFrom<FieldValue>('Roma', 'roma', 'MILANO', null),
  day: fc.integer({ min: 0, max: 4 }),
  tags: fc.subarray(['a', 'b', 'c', 'long-tag']).map((tags): FieldValue => (tags.length === 0 ? null : tags)),
};

/** Everything on is drawn more often: only then do changes meet. */
const anySwitches = fc.oneof(
  fc.constantFrom(...ALL_SWITCHES),
  fc.constantFrom(...ALL_SWITCHES.filter((switches) => switches.uCE && switches.uEC)),
);

export const anyRules: fc.Arbitrary<ItemRules> = fc
  .tuple(anySwitches, fc.constantFrom<'field' | 'item'>('field', 'field', 'item'))
  .map(([switches, conflictGranularity]) => rulesOf(switches, { conflictGranularity }));

export const anyFields: fc.Arbitrary<Fields> = fc.record(VALUES);

export const anyEdit: fc.Arbitrary<Act> = fc
  .tuple(anySide, pick, fc.constantFrom(...Object.keys(VALUES)))
  .chain(([where, which, field]) =>
    (VALUES[field] ?? fc.constant(null)).map(
      (value): Act => ({ kind: 'edit', side: where, pick: which, field, value }),
    ),
  );

const anyCreate = fc.record({
  kind: fc.constant('create' as const),
  side: anySide,
  fields: anyFields,
  key: fc.nat({ max: 9 }),
});
export const anyDelete = fc.record({ kind: fc.constant('delete' as const), side: anySide, pick });
const anyRestore = fc.record({ kind: fc.constant('restore' as const), side: anySide, pick });
const anySynchronise = fc.record({ kind: fc.constant('synchronise' as const), seed: fc.nat() });

export function histories(options: { readonly restores: boolean }): fc.Arbitrary<readonly Act[]> {
  const beginning = fc.array(anyCreate, { minLength: 2, maxLength: 5 });
  const life = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: anyCreate },
      { weight: 8, arbitrary: anyEdit },
      { weight: 3, arbitrary: anyDelete },
      { weight: options.restores ? 2 : 0, arbitrary: anyRestore },
      { weight: 1, arbitrary: anyRules.map((rules): Act => ({ kind: 'rules', rules })) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }).map((from): Act => ({ kind: 'window', from })) },
      { weight: 6, arbitrary: anySynchronise },
    ),
    { maxLength: 40, size: 'max' },
  );
  return fc
    .tuple(beginning, anySynchronise, life)
    .map(([first, run, then]): readonly Act[] => [...first, run, ...then]);
}

export function perform(world: World, act: Act): void {
  switch (act.kind) {
    case 'create':
      create(world, act.side, act.fields, act.key);
      return;
    case 'rules':
      world.rules = act.rules;
      return;
    case 'window':
      world.windowFrom = act.from;
      return;
    case 'synchronise':
      synchroniseOnce(world, shuffled(act.seed));
      return;
    default:
      performOnItem(world, act);
  }
}

function performOnItem(world: World, act: Extract<Act, { kind: 'edit' | 'delete' | 'restore' }>): void {
  const wanted = [...world.items[act.side].values()].filter((item) => item.deleted === (act.kind === 'restore'));
  const item = wanted[act.pick % Math.max(1, wanted.length)];
  if (item === undefined) return;
  if (act.kind === 'edit') item.fields = asStored(act.side, { ...item.fields, [act.field]: act.value });
  if (act.kind === 'delete') {
    item.deleted = true;
    item.deletedByPerson = true;
  }
  if (act.kind === 'restore') item.deleted = false;
}

/** Every order of looking at things must do; a seed makes it the same order again. */
export function shuffled(seed: number): (count: number) => readonly number[] {
  return (count) => {
    let state = (seed % 2147483646) + 1;
    const rank = Array.from({ length: count }, (_, index) => {
      state = (state * 48271) % 2147483647;
      return { index, state };
    });
    return rank.sort((a, b) => a.state - b.state).map(({ index }) => index);
  };
}
