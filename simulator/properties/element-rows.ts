import { CALENDAR_ROWS } from '../schema/calendar-elements.ts';
import { CONTACT_ROWS, DISTRIBUTION_LIST_ROWS } from '../schema/contact-elements.ts';
import type { ElementRow } from '../schema/item-elements.ts';
import { ITEM_ROWS } from '../schema/item-elements.ts';
import type { ValueKind } from '../schema/type-spec.ts';
import type { ExchangeVersion } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';
import type { ItemKind } from '../state/item.ts';

const OWN_ROWS: Readonly<Record<ItemKind, readonly ElementRow[]>> = {
  Contact: CONTACT_ROWS,
  DistributionList: DISTRIBUTION_LIST_ROWS,
  CalendarItem: CALENDAR_ROWS,
  Message: [],
  Task: [],
  Item: [],
};

const ROWS = new Map<ItemKind, ReadonlyMap<string, ElementRow>>(
  (Object.keys(OWN_ROWS) as ItemKind[]).map((kind) => [
    kind,
    new Map([...ITEM_ROWS, ...OWN_ROWS[kind]].map((row) => [row[0], row])),
  ]),
);

/** The elements of a kind of item by local name, in their order on the wire. */
export function rowsOf(kind: ItemKind): ReadonlyMap<string, ElementRow> {
  return ROWS.get(kind) ?? new Map();
}

export function findRow(kind: ItemKind, localName: string): ElementRow | undefined {
  return rowsOf(kind).get(localName);
}

export function isKnownTo(version: ExchangeVersion, [, , since]: ElementRow): boolean {
  return since === undefined || rankOf(since) <= rankOf(version);
}

/** How values under a key compare: entries of dictionaries and lists are texts. */
export function valueKindOf(kind: ItemKind, key: string): ValueKind {
  const type = findRow(kind, key)?.[1];
  return type?.kind === 'value' ? type.value.kind : 'text';
}
