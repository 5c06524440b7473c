import type { CrmRead, CrmRecord } from '../crm/port.ts';
import type { ExchangeItem } from '../exchange/port.ts';
import type { Fields } from '../model/index.ts';
import { valueOf } from '../model/index.ts';
import type { CrmState, ExchangeState, Link } from '../sync/index.ts';
import { crmTakesPart, exchangeTakesPart, withoutManagedCategories } from '../sync/index.ts';
import type { Run } from './run.ts';

/**
 * The engine's view of a record. `failed` reads have none: the unit is not planned.
 * @param restored what a restore did to the record, where it can be proved
 */
export function crmStateOf(
  run: Run,
  id: string,
  read: Exclude<CrmRead, { kind: 'failed' }>,
  restored?: 'older' | 'returned',
): CrmState {
  if (read.kind === 'gone') return { kind: 'gone', id };
  if (read.kind === 'forbidden') return { kind: 'hidden', id };
  const { record } = read;
  const takesPart = crmTakesPart(record, run.input.rules, run.ports.crm.user.id, run.windowFrom, run.input.zone);
  const { version, fields, mayChange, uid } = record;
  if (takesPart.kind === 'left') return { kind: 'left', id, version, fields };
  const live = { kind: 'live', id, version, fields, takesPart, mayChange, uid } as const;
  return restored === undefined ? live : { ...live, restored };
}

/** Whether the record is from before what was settled last: asked only of a CRM whose versions have an order. */
export function isOlder(run: Run, link: Link | null, record: CrmRecord | null): boolean {
  if (run.ports.crm.versionOrder === 'none' || record === null) return false;
  if (link?.state !== 'LINKED' || link.crmVersion === null) return false;
  return Number(record.version) < Number(link.crmVersion);
}

/**
 * The engine's view of an item that exists. The profile's own categories are none of its content.
 * @param known what was last settled: fields that the server does not tell count as unchanged
 */
export function exchangeStateOf(run: Run, item: ExchangeItem, known: Fields = {}): ExchangeState {
  const untold = Object.fromEntries((item.unread ?? []).map((name) => [name, valueOf(known, name)]));
  return {
    kind: 'live',
    id: item.id,
    changeKey: item.changeKey,
    fields: { ...withoutManagedCategories(item.fields, run.input.rules.exchangeCategories), ...untold },
    categories: item.categories,
    stamp: item.stamp,
    uid: item.uid,
    searchKey: item.searchKey,
    takesPart: exchangeTakesPart(item, run.input.rules, run.windowFrom, run.input.zone),
  };
}
