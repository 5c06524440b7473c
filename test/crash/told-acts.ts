import type { Fields, FieldValue, Side } from '../../src/model/index.ts';
import { canonicalText, sameValue, synchronisedFields, valueOf } from '../../src/model/index.ts';
import { withoutManagedCategories } from '../../src/sync/index.ts';
import { asExchangeKeeps } from '../../src/sync-run/testing/memory-exchange.ts';
import type { World } from '../../src/sync-run/testing/world.ts';
import { saidOfOccurrences } from '../invariants/elements.ts';
import type { PlainAct } from '../invariants/index.ts';
import type { History } from '../simulation/history.ts';
import { originOf } from '../simulation/mailbox.ts';
import type { Act } from './acts.ts';
import { perform } from './acts.ts';

/** What is told of an act beside the values that it changes, and where. */
const KINDS: Partial<Readonly<Record<Act['kind'], readonly [Side, PlainAct]>>> = {
  deleteInCrm: ['crm', 'delete'],
  undelete: ['crm', 'restore'],
  trash: ['exchange', 'delete'],
  erase: ['exchange', 'delete'],
  moveAway: ['exchange', 'move'],
  moveAbout: ['exchange', 'move'],
  bringBack: ['exchange', 'restore'],
  copy: ['exchange', 'copy'],
  copyToOtherDay: ['exchange', 'copy'],
  reassign: ['crm', 'reassign'],
  takeBack: ['crm', 'show'],
  hide: ['crm', 'hide'],
  show: ['crm', 'show'],
};

/** Acts by which a person makes another one of a thing. */
const MAKES_TWO: readonly Act['kind'][] = ['createNamesake', 'copy', 'copyToOtherDay'];
/** Acts by which a person brings one back: beside another there are two then. */
const BRINGS_BACK: readonly Act['kind'][] = ['undelete', 'bringBack'];

/** Performs an act, and tells the judge of it: by what it changed. */
export function performAndTell(world: World, history: History, scopeId: string, act: Act): void {
  const before = lookAt(world);
  perform(world, act);
  const after = lookAt(world);
  if (act.kind === 'rules' || act.kind === 'window') {
    if (act.kind === 'rules') forgetManaged(history, world.rules.exchangeCategories);
    history.acts.push({ kind: act.kind, at: history.at(), scopeId });
    return;
  }
  if (!('on' in act)) return;
  const on = broughtBack(world, act, before, after) ?? act.on;
  if (MAKES_TWO.includes(act.kind)) history.doubt(on, 'copied');
  // Entered on both sides: edited before anybody looks, they are no pair but two more.
  if (act.kind === 'createNamesake') history.doubt(on, 'copied');
  if (BRINGS_BACK.includes(act.kind) && standsTwice(world, on)) history.doubt(on, 'brought back beside another');
  const place = (side: Side, itemId: string) => ({
    at: history.at(),
    side,
    itemId,
    scopeId: side === 'crm' ? null : scopeId,
    origin: on,
  });
  for (const [key, thing] of after) {
    const [side, itemId] = key.split(':') as [Side, string];
    const old = before.get(key);
    if (old === undefined && act.kind.startsWith('create'))
      history.acts.push({ kind: 'create', ...place(side, itemId) });
    if (old === undefined) continue;
    for (const change of changesBetween(world, old, thing)) history.acts.push({ ...change, ...place(side, itemId) });
  }
  const told = KINDS[act.kind];
  if (told === undefined) return;
  const [side, kind] = told;
  const target = [...before, ...after].find(([key, fields]) => key.startsWith(side) && isNamed(world, fields, on));
  if (target !== undefined) history.acts.push({ kind, ...place(side, target[0].slice(side.length + 1)) });
}

/** What a person called a category of the own is none any more once the profile gives items that one. */
function forgetManaged({ acts }: History, managed: readonly string[]): void {
  const own = (categories: readonly string[]): readonly string[] =>
    asTexts(valueOf(withoutManagedCategories({ categories }, managed), 'categories'));
  for (const [index, act] of acts.entries()) {
    if (act.kind !== 'editSet' || act.side !== 'exchange' || act.field !== 'categories') continue;
    acts[index] = { ...act, added: own(act.added), removed: own(act.removed) };
  }
}

/** A deletion is taken back of whatever was deleted first: that is what was brought back, whatever was meant. */
function broughtBack(
  { itemType }: World,
  { kind }: Act,
  before: ReadonlyMap<string, Fields>,
  after: ReadonlyMap<string, Fields>,
): string | null {
  if (kind !== 'undelete') return null;
  const back = [...after].find(([key]) => !before.has(key));
  return back === undefined ? null : originOf(itemType, back[1]);
}

function standsTwice(world: World, on: string): boolean {
  const { crm, exchange } = world;
  const items = [...exchange.items.values()].filter(({ folder }) => folder !== 'deletedItems');
  return [[...crm.records.values()], items].some(
    (things) => things.filter(({ fields }) => isNamed(world, fields, on)).length > 1,
  );
}

function isNamed({ itemType }: World, fields: Fields, on: string): boolean {
  return originOf(itemType, fields) === on;
}

/** By side and id: the values of everything there is. */
function lookAt({ crm, exchange, rules }: World): ReadonlyMap<string, Fields> {
  const own = (fields: Fields, categories: readonly string[]): Fields =>
    withoutManagedCategories({ ...asExchangeKeeps(fields), categories }, rules.exchangeCategories);
  return new Map([
    ...[...crm.records.values()].map(({ id, fields }) => [`crm:${id}`, fields] as const),
    ...[...exchange.items.values()].map((item) => [`exchange:${item.id}`, own(item.fields, item.categories)] as const),
  ]);
}

type Change =
  | { readonly kind: 'edit'; readonly field: string; readonly value: FieldValue }
  | {
      readonly kind: 'editSet';
      readonly field: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    };

function changesBetween({ itemType }: World, before: Fields, after: Fields): readonly Change[] {
  const specs = synchronisedFields(itemType);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((field): readonly Change[] => {
    const [old, now] = [valueOf(before, field), valueOf(after, field)];
    const spec = specs[field];
    // The value that a field without one stands for is nobody's edit.
    if (spec === undefined ? canonicalText(old) === canonicalText(now) : sameValue(spec, old, now)) return [];
    if (field !== 'categories' && field !== 'occurrences') return [{ kind: 'edit', field, value: now }];
    const said = field === 'categories' ? asTexts : saidOfOccurrences;
    const [had, has] = [said(old), said(now)];
    const added = has.filter((text) => !had.includes(text));
    return [{ kind: 'editSet', field, added, removed: had.filter((text) => !has.includes(text)) }];
  });
}

function asTexts(value: FieldValue): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
