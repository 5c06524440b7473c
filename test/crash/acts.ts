import type { CalendarDate, Fields, FieldValue, ItemType } from '../../src/model/index.ts';
import { addDays } from '../../src/model/index.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import { weekly } from '../../src/sync/testing/series.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { Folder, StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import { appointment, person } from '../../src/sync-run/testing/people.ts';
import type { World } from '../../src/sync-run/testing/world.ts';
import { originOf } from '../simulation/mailbox.ts';

interface Creation {
  readonly kind: 'createInCrm' | 'createInExchange' | 'createOnBoth' | 'createNamesake';
  readonly on: string;
}

/** What a person or an administrator does. `on` names the human-made thing, through all its copies and ids. */
export type Act =
  | Creation
  | { readonly kind: 'editInCrm' | 'editInExchange'; readonly on: string; readonly changes: Fields }
  | { readonly kind: 'categorise'; readonly on: string; readonly categories: readonly string[] }
  | { readonly kind: 'deleteInCrm' | 'undelete' | 'trash' | 'erase'; readonly on: string }
  | { readonly kind: 'moveAway' | 'moveAbout' | 'bringBack' | 'copy' | 'copyToOtherDay'; readonly on: string }
  | { readonly kind: 'reassign' | 'takeBack' | 'hide' | 'show' | 'forbid' | 'shareElsewhere'; readonly on: string }
  | { readonly kind: 'makeMeeting'; readonly on: string }
  | { readonly kind: 'rules'; readonly rules: Partial<ItemRules> }
  | { readonly kind: 'window'; readonly from: string | null }
  | { readonly kind: 'losePosition' }
  | { readonly kind: 'migrate' };

export function perform(world: World, act: Act): void {
  if (act.kind === 'rules') world.rules = { ...world.rules, ...act.rules };
  else if (act.kind === 'window') world.from = act.from === null ? { kind: 'all' } : { kind: 'date', date: act.from };
  else if (act.kind === 'losePosition') world.exchange.invalidateCursors();
  else if (act.kind === 'migrate') migrate(world);
  else if (isCreation(act)) create(world, act);
  else if (!performOnRecord(world, act, recordOf(world, act.on))) performOnItem(world, act, itemOf(world, act.on));
}

function isCreation(act: Act): act is Creation {
  return act.kind.startsWith('create');
}

/** One line of the history. */
export function wordsOf(act: Act): string {
  const rest = Object.entries(act).flatMap(([name, value]) =>
    name === 'kind' || name === 'on' ? [] : [JSON.stringify(value)],
  );
  return [act.kind, ...('on' in act ? [act.on] : []), ...rest].join(' ');
}

function create(world: World, act: Creation): void {
  const fields = valuesOf(world.itemType, act.on);
  if (act.kind !== 'createInExchange') world.crm.put(fields);
  if (act.kind === 'createInExchange' || act.kind === 'createOnBoth') world.exchange.put(fields);
  // Somebody of the same name: only a person can tell whether it is the same one.
  if (act.kind === 'createNamesake')
    world.exchange.put(world.itemType === 'contacts' ? { ...fields, email1: { address: 'x@example.org' } } : fields);
}

function valuesOf(itemType: ItemType, on: string): Fields {
  if (itemType === 'contacts') return person(`P${on}`, { profession: on, jobTitle: 'Clerk' });
  const more = isSeries(on) ? { time: weekly({ start: firstDay(on) }) } : {};
  return appointment(on, dayNumber(on), { location: on, ...more });
}

/** Every third appointment. */
function isSeries(on: string): boolean {
  return Number(on.slice(1)) % 3 === 0;
}

function dayNumber(on: string): number {
  return 2 + (Number(on.slice(1)) % 20);
}

function firstDay(on: string): string {
  return `2026-12-${String(dayNumber(on)).padStart(2, '0')}`;
}

/** @returns whether the act was one for the CRM */
function performOnRecord(world: World, act: Act, record: StoredRecord | undefined): boolean {
  const { crm } = world;
  switch (act.kind) {
    case 'editInCrm':
      if (record !== undefined) crm.edit(record.id, act.changes);
      return true;
    case 'deleteInCrm':
      if (record !== undefined) crm.erase(record.id);
      return true;
    case 'undelete': {
      const link = [...world.store.links.values()].find(({ crmId }) => crmId !== null && crm.isGone(crmId));
      if (link?.crmId !== undefined && link.crmId !== null) crm.undelete(link.crmId);
      return true;
    }
    case 'reassign':
      if (record !== undefined) crm.change(record.id, { ownerId: 'somebody-else' });
      return true;
    case 'takeBack':
      if (record !== undefined) crm.change(record.id, { ownerId: crm.user.id });
      return true;
    case 'hide':
      if (record !== undefined) {
        crm.hidden.add(record.id);
        crm.change(record.id, {});
      }
      return true;
    case 'show':
      if (record !== undefined && crm.hidden.delete(record.id)) crm.change(record.id, {});
      return true;
    case 'forbid':
      if (record !== undefined) crm.change(record.id, { mayChange: false });
      return true;
    case 'shareElsewhere':
      if (record !== undefined) world.store.sharedElsewhere.set(record.id, 1);
      return true;
    default:
      return false;
  }
}

function performOnItem(world: World, act: Act, item: StoredItem | undefined): void {
  const { exchange } = world;
  if (act.kind === 'bringBack') return bringBack(world, act.on);
  if (item === undefined) return;
  switch (act.kind) {
    case 'editInExchange':
      exchange.edit(item.id, act.changes);
      return;
    case 'categorise':
      exchange.categorise(item.id, act.categories);
      return;
    case 'trash':
      exchange.move(item.id, 'deletedItems');
      return;
    case 'erase':
      exchange.erase(item.id);
      return;
    case 'moveAway':
      exchange.move(item.id, 'other');
      return;
    case 'moveAbout':
      exchange.move(exchange.move(item.id, 'other').id, 'synchronised');
      return;
    case 'copy':
      exchange.copy(item.id);
      return;
    case 'copyToOtherDay':
      exchange.copy(item.id, { time: appointment('', 28)['time'] ?? null });
      return;
    case 'makeMeeting':
      item.meeting = { role: 'attendee', isCancelled: false, recipients: 3 };
      exchange.edit(item.id, { attendees: [{ address: 'carla@example.org', role: 'required', response: 'none' }] });
      return;
    default:
      return;
  }
}

function bringBack(world: World, on: string): void {
  const away = itemOf(world, on, 'other') ?? itemOf(world, on, 'deletedItems');
  if (away !== undefined) world.exchange.move(away.id, 'synchronised');
}

/** The mailbox moves to another server: every item has another id there, and so have the folders. */
function migrate(world: World): void {
  const { exchange } = world;
  // Moving puts them back under other ids, behind those that are still to be moved.
  const all = [...exchange.items.values()];
  for (const item of all) exchange.move(item.id, item.folder);
  exchange.identity = { ...exchange.identity, fingerprint: `${exchange.identity.fingerprint}+` };
  exchange.invalidateCursors();
}

export function recordOf(world: World, on: string): StoredRecord | undefined {
  return [...world.crm.records.values()].find((record) => originOf(world.itemType, record.fields) === on);
}

export function itemOf(world: World, on: string, folder: Folder = 'synchronised'): StoredItem | undefined {
  return world.exchange.inFolder(folder).find((item) => originOf(world.itemType, item.fields) === on);
}

/** Edits that a person makes: short ones, long ones that Exchange cuts, emptied ones; of a series also single occurrences. */
export function anyChange(itemType: ItemType, on: string, pick: <T>(items: readonly T[]) => T, serial: number): Fields {
  const long = `a text that is longer than a server keeps, number ${serial}`;
  const value: FieldValue = pick([`v${serial}`, `v${serial}`, `v${serial}`, long, null]);
  if (itemType === 'contacts') return { [pick(['jobTitle', 'nickname', 'displayName'])]: value };
  if (isSeries(on) && pick([true, true, false])) return changeOfSeries(on, pick, serial, value);
  if (pick([false, false, true])) return { time: appointment('', pick([3, 8, 14, 25]))['time'] ?? null };
  return { [pick(['subject', 'body'])]: value };
}

function changeOfSeries(on: string, pick: <T>(items: readonly T[]) => T, serial: number, value: FieldValue): Fields {
  const first = firstDay(on);
  const days = [0, 7, 14].map((later) => addDays(first as CalendarDate, later));
  const minutes = String(10 + (serial % 50));
  if (pick([false, false, true]))
    return { time: { ...(weekly({ start: first }) as Fields), end: `${first}T09:${minutes}:00Z` } };
  const occurrence: FieldValue = pick([{ kind: 'deleted' }, { kind: 'changed', fields: { subject: value } }]);
  const other: FieldValue = { kind: 'changed', fields: { body: `b${serial}` } };
  const day = pick(days);
  return { occurrences: pick([{ [day]: occurrence }, { [day]: occurrence, [pick(days)]: other }, null]) };
}
