import type { AppointmentTime, Fields, Occurrences } from '../../src/model/index.ts';
import { canonicalText, expand, seriesOf, startOfDay } from '../../src/model/index.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import { LAST_ROWS, ZONE } from './calendar.ts';
import type { Mailbox } from './mailbox.ts';

/** An appointment of the mailbox that is one row of a CRM without series: an occurrence, or what takes place once. */
export interface Row {
  readonly id: string;
  readonly fields: Fields;
  readonly isOccurrence: boolean;
}

/** Whether the CRM has a row for each occurrence. */
export function hasRows({ itemType, crm }: Pick<Mailbox, 'itemType' | 'crm'>): boolean {
  return itemType === 'appointments' && crm.recurrence !== 'full';
}

/** What an item is to such a CRM, by the days of it, until the last one that any horizon of these histories has. */
export function rowsOf({ id, fields }: Pick<StoredItem, 'id' | 'fields'>): ReadonlyMap<string, Row> {
  const { occurrences = null, time, ...regular } = fields;
  const series = seriesOf(time as unknown as AppointmentTime, occurrences as unknown as Occurrences | null, ZONE);
  if (series === null) return new Map([[dayOf(fields), { id, fields, isOccurrence: false }]]);
  const period = { from: null, until: startOfDay(LAST_ROWS, ZONE), zone: ZONE };
  return new Map(
    [...expand(series, period)].map(({ originalStart, exception, time: own }): [string, Row] => {
      const day = 'date' in originalStart ? originalStart.date : originalStart.local.slice(0, 10);
      const whole = { ...regular, ...(exception?.fields as Fields | undefined), time: own as unknown as Fields };
      return [day, { id: `${id}#${day}`, fields: whole, isOccurrence: true }];
    }),
  );
}

export function isOnce(rows: ReadonlyMap<string, Row>): boolean {
  return ![...rows.values()].some(({ isOccurrence }) => isOccurrence);
}

/** What became of one day of an item. */
export interface RowChange {
  readonly day: string;
  readonly op: 'create' | 'update' | 'delete';
  readonly id: string;
  /** As they were, or as they are where it was not there. */
  readonly fields: Fields;
  /** The fields that are other ones, as they are now; `null` where it is not there any more. */
  readonly changes: Fields | null;
}

export function changedRows(before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>): readonly RowChange[] {
  const known = [...before].flatMap(([day, { id, fields }]): readonly RowChange[] => {
    const now = after.get(day);
    if (now === undefined) return [{ day, op: 'delete', id, fields, changes: null }];
    const changes = changesBetween(fields, now.fields);
    return Object.keys(changes).length === 0 ? [] : [{ day, op: 'update', id: now.id, fields, changes }];
  });
  const added = [...after].flatMap(([day, { id, fields }]): readonly RowChange[] =>
    before.has(day) ? [] : [{ day, op: 'create', id, fields, changes: fields }],
  );
  return [...known, ...added];
}

function changesBetween(before: Fields, after: Fields): Fields {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    names
      .filter((name) => canonicalText(before[name] ?? null) !== canonicalText(after[name] ?? null))
      .map((name) => [name, after[name] ?? null]),
  );
}

/** The day of an appointment. In these histories none lies about midnight. */
export function dayOf({ time }: Fields): string {
  return (time as { readonly start: string }).start.slice(0, 10);
}
