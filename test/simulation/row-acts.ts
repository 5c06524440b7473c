import type { Fields, FieldValue } from '../../src/model/index.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import { MONTHS, ROW_DAYS, timeOn, ZONE } from './calendar.ts';
import { OF_A_DAY, originOf } from './mailbox.ts';
import type { Doing } from './people.ts';
import { deleteRecord, editRecord, newValue, note, onItem, onRecord } from './people.ts';
import type { RowChange } from './rows.ts';
import { changedRows, dayOf, rowsOf } from './rows.ts';
import type { ROW_ACTS } from './themes.ts';

type RowAct = (typeof ROW_ACTS)[number];

/** Days of a series that people work on: the first ones. */
const WORKED_ON = 5;
/** A run of many rows gives people time for many acts, which make it longer still. */
const ACTS_AT_MOST = 120;
const ITEMS_AT_MOST = 6;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** What people do where the CRM has a row for each day of a series. @returns in words; `null` for nothing */
export function workOnDays(doing: Doing, kind: RowAct): string | null {
  const { world, mailbox, random } = doing;
  if (world.history.acts.length > ACTS_AT_MOST) return null;
  switch (kind) {
    case 'makeSeries': {
      if (mailbox.exchange.inFolder('synchronised').length >= ITEMS_AT_MOST) return null;
      const item = mailbox.exchange.put(newThing(doing, random.chance(0.85)));
      for (const [, row] of rowsOf(item)) note(doing, 'create', 'exchange', row);
      return `${item.id} ${JSON.stringify(item.fields)}`;
    }
    case 'makeOnceInCrm': {
      const record = mailbox.crm.put(newThing(doing, false));
      note(doing, 'create', 'crm', record);
      return `${record.id} (${originOf('appointments', record.fields)})`;
    }
    case 'editSeries':
      return onItem(doing, 'synchronised', (item) => change(doing, item, newValue(doing)));
    case 'changeSeriesRule':
      return onItem(doing, 'synchronised', (item) => change(doing, item, { time: anotherTime(doing, item) }));
    case 'editOneDay':
      return onItem(doing, 'synchronised', (item) => changeOneDay(doing, item, () => newValue(doing)));
    case 'moveOneDay':
      return onItem(doing, 'synchronised', (item) =>
        changeOneDay(doing, item, ({ time }) => atAnotherHour(doing, time)),
      );
    case 'deleteOneDay':
      return onItem(doing, 'synchronised', (item) => deleteOneDay(doing, item));
    case 'trashSeries':
      return onItem(doing, 'synchronised', (item) => {
        for (const [, row] of rowsOf(item)) note(doing, 'delete', 'exchange', row);
        return `${item.id} → ${mailbox.exchange.move(item.id, 'deletedItems').id}`;
      });
    case 'eraseSeries':
      return onItem(doing, 'synchronised', (item) => erase(doing, item));
    case 'editRow':
      return onRecord(doing, (record) => editRecord(doing, record, newValue(doing)));
    case 'moveRow':
      return onRecord(doing, (record) => editRecord(doing, record, atAnotherHour(doing, record.fields['time'])));
    case 'deleteRow':
      return onRecord(doing, (record) => deleteRecord(doing, record));
    case 'nextMonth': {
      const next = MONTHS[MONTHS.indexOf(world.today) + 1];
      if (next === undefined) return null;
      world.today = next;
      return next;
    }
  }
}

function newThing({ world, random }: Doing, isSeries: boolean): Fields {
  world.history.origins += 1;
  const number = world.history.origins;
  const day = random.pick<string>(ROW_DAYS) ?? ROW_DAYS[0];
  const once = { ...(timeOn(day, number) as Fields), zone: ZONE };
  const time = isSeries ? { ...once, recurrence: someRule(random, day) } : once;
  return { location: `${OF_A_DAY}${number}`, subject: `Meeting ${number}`, time };
}

function someRule(random: Doing['random'], day: string): FieldValue {
  const weekday = WEEKDAYS[new Date(day).getUTCDay()] ?? 'monday';
  const weekly = { kind: 'weekly', interval: 3 + random.whole(3), days: [weekday], firstDayOfWeek: 'monday' };
  if (random.chance(0.2)) return { pattern: weekly, range: { kind: 'noEnd' } };
  const pattern = random.chance(0.5) ? weekly : { kind: 'daily', interval: 1 + random.whole(3) };
  return { pattern, range: { kind: 'numbered', occurrences: 2 + random.whole(4) } };
}

/** Another hour, another rule, a rule for what takes place once, or none any more. */
function anotherTime(doing: Doing, { fields }: StoredItem): FieldValue {
  const { recurrence, ...once } = fields['time'] as Fields;
  const { time } = doing.random.chance(0.6)
    ? (atAnotherHour(doing, once) as { readonly time: Fields })
    : { time: once };
  if (doing.random.chance(0.1)) return time;
  const keepsRule = recurrence !== undefined && doing.random.chance(0.4);
  return { ...time, recurrence: keepsRule ? recurrence : someRule(doing.random, dayOf(fields)) };
}

/** On the same day. */
function atAnotherHour({ world }: Doing, time: FieldValue | undefined): Fields {
  world.history.origins += 1;
  const { zone = null } = time as Fields;
  return { time: { ...(timeOn(dayOf({ time: time ?? null }), world.history.origins) as Fields), zone } };
}

function changeOneDay(doing: Doing, item: StoredItem, changesOf: (row: Fields) => Fields): string | null {
  const [day, row] = doing.random.pick([...rowsOf(item)].slice(0, WORKED_ON)) ?? [];
  if (day === undefined || row === undefined) return null;
  const changes = changesOf(row.fields);
  if (!row.isOccurrence) return change(doing, item, changes);
  const changed = (item.fields['occurrences'] ?? {}) as Readonly<Record<string, Fields>>;
  const own = (changed[day]?.['fields'] ?? {}) as Fields;
  return change(doing, item, {
    occurrences: { ...changed, [day]: { kind: 'changed', fields: { ...own, ...changes } } },
  });
}

/** With the last day of it goes the series. */
function deleteOneDay(doing: Doing, item: StoredItem): string | null {
  const rows = rowsOf(item);
  const [day, row] = doing.random.pick([...rows].slice(0, WORKED_ON)) ?? [];
  if (day === undefined || row === undefined) return null;
  if (!row.isOccurrence || rows.size === 1) return erase(doing, item);
  // Of what was single when it was last seen, another day would go on as it: its edits with it, under that day's name.
  if ([...doing.mailbox.memory.links.values()].some(({ exchangeId }) => exchangeId === item.id)) return null;
  const changed = (item.fields['occurrences'] ?? {}) as Fields;
  return change(doing, item, { occurrences: { ...changed, [day]: { kind: 'deleted' } } });
}

function erase(doing: Doing, item: StoredItem): string {
  for (const [, row] of rowsOf(item)) note(doing, 'delete', 'exchange', row);
  doing.mailbox.exchange.erase(item.id);
  return item.id;
}

/** An edit of an item is one of each day that is another after it, and makes and deletes the days of a rule. */
function change(doing: Doing, item: StoredItem, changes: Fields): string {
  const before = rowsOf(item);
  doing.mailbox.exchange.edit(item.id, changes);
  for (const row of changedRows(before, rowsOf(item))) noteRow(doing, row);
  return `${item.id} ${JSON.stringify(changes)}`;
}

function noteRow(doing: Doing, row: RowChange): void {
  const { history } = doing.world;
  const origin = originOf('appointments', row.fields);
  if (row.op === 'delete') note(doing, 'delete', 'exchange', row);
  if (row.op === 'create') appear(doing, row, origin);
  if (row.op !== 'update') return;
  const place = { side: 'exchange', scopeId: doing.mailbox.scope.id, itemId: row.id, origin } as const;
  for (const [field, value] of Object.entries(row.changes ?? {}))
    history.acts.push({ kind: 'edit', at: history.at(), field, value, ...place });
}

/** A day that a rule gives, perhaps again: beside what was made in its place, people have two of it. */
function appear(doing: Doing, row: { readonly id: string; readonly fields: Fields }, origin: string): void {
  const { world, mailbox } = doing;
  const isBack = world.history.acts.some((act) => 'origin' in act && act.origin === origin);
  // Made anew by its rule, whatever it had before: nobody took a deletion back.
  note(doing, 'create', 'exchange', row);
  if (!isBack) return;
  const others = mailbox.exchange
    .inFolder('synchronised')
    .flatMap((item) => [...rowsOf(item).values()])
    .filter(({ id, fields }) => id !== row.id && originOf('appointments', fields) === origin);
  // Its own record went on with what was made in its place, which may be gone by now.
  const goesOnApart = [...mailbox.memory.links.values()].some(
    ({ state, crmId, exchangeId }) =>
      state !== 'CLOSED' &&
      exchangeId !== row.id &&
      originOf('appointments', mailbox.crm.records.get(crmId ?? '')?.fields ?? {}) === origin,
  );
  if (goesOnApart || others.length > 0 || world.running > 0 || mailbox.memory.intents.size > 0)
    world.history.doubt(origin, 'brought back beside another');
}
