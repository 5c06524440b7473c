import { Temporal } from 'temporal-polyfill';
import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { CalendarDate, Fields } from '../../model/index.ts';
import { ConnectorError, parseTimeZoneId } from '../../model/index.ts';
import { itemRulesOf } from '../../settings/index.ts';
import type { StoredConflict, SyncStore } from '../../store/index.ts';
import type { Link } from '../../sync/index.ts';
import { crmTakesPart, exchangeTakesPart, windowStart, withoutManagedCategories } from '../../sync/index.ts';
import type { AccountTarget } from '../account-target.ts';
import type { AccountSides } from '../synchronise-account.ts';

/** Both items of a conflict as they stand now. */
export interface ConflictEnds {
  readonly link: Link;
  readonly record: CrmRecord;
  readonly item: ExchangeItem;
  /** What is compared with the CRM: without the categories of the profile. */
  readonly exchangeFields: Fields;
  /** The profile's categories. */
  readonly managedCategories: readonly string[];
}

/** Why nothing can be written into the items of a conflict; sentences in `errors.notWritable`. */
export type NotWritable =
  | 'notLinked'
  | 'inFlight'
  | 'recordMissing'
  | 'recordNotOurs'
  | 'itemMissing'
  | 'itemTypeOff'
  | 'fieldUnread'
  | 'meeting'
  | 'occurrencesWait'
  | `excluded_${string}`;

/**
 * Reads both items of a conflict, with the rights under which they are synchronised.
 * @throws ConnectorError `conflict_not_writable`; what a side throws
 */
export async function readConflictEnds(
  store: SyncStore,
  target: AccountTarget,
  { crm, exchange }: AccountSides,
  conflict: StoredConflict,
): Promise<ConflictEnds> {
  const { itemType } = conflict;
  const link = await linkOf(store, conflict);
  if (link === null || link.crmId === null || link.exchangeId === null) throw notWritable(conflict, 'notLinked');
  if ((await store.listIntents(conflict.scopeId)).some(({ linkId }) => linkId === link.id))
    throw notWritable(conflict, 'inFlight');
  const [record] = await crm.read(itemType, [link.crmId]);
  if (record?.kind === 'failed') throw record.error;
  if (record?.kind !== 'found') throw notWritable(conflict, 'recordMissing');
  const [item] = await exchange.read(itemType, [link.exchangeId]);
  if (item?.kind === 'failed') throw item.error;
  if (item?.kind !== 'found') throw notWritable(conflict, 'itemMissing');

  const rules = itemRulesOf(target.profile, itemType);
  const zone = parseTimeZoneId(target.user.timeZone);
  const today = Temporal.Now.plainDateISO(zone).toString() as CalendarDate;
  const from = itemType === 'contacts' ? null : windowStart(target.account.appointmentsFrom, today, zone);
  // A series that cannot be told, an item that is private now: what the synchronisation does not touch, no decision touches.
  for (const takesPart of [
    crmTakesPart(record.record, rules, target.user.id, from, zone),
    exchangeTakesPart(item.item, rules, from, zone),
  ]) {
    if (takesPart.kind === 'left') throw notWritable(conflict, 'recordNotOurs');
    if (takesPart.kind === 'excluded') throw notWritable(conflict, `excluded_${takesPart.reason}`);
  }
  if (item.item.unread?.includes(conflict.field) === true) throw notWritable(conflict, 'fieldUnread');
  return {
    link,
    record: record.record,
    item: item.item,
    exchangeFields: withoutManagedCategories(item.item.fields, rules.exchangeCategories),
    managedCategories: rules.exchangeCategories,
  };
}

export function notWritable({ field }: Pick<StoredConflict, 'field'>, why: NotWritable): ConnectorError {
  return new ConnectorError({
    code: 'conflict_not_writable',
    disposition: 'halt',
    message: `nothing can be written into the items of this conflict: ${why}`,
    details: { field, why },
  });
}

/** Under the ids that its ends have now: an item that moved has another one than when the conflict arose. */
async function linkOf(store: SyncStore, { scopeId, linkId, crmId, exchangeId }: StoredConflict): Promise<Link | null> {
  const found = [
    ...(crmId === null ? [] : await store.findLinksByCrmIds(scopeId, [crmId])),
    ...(exchangeId === null ? [] : await store.findLinksByExchangeIds(scopeId, [exchangeId])),
  ];
  return found.find(({ id, state }) => id === linkId && state === 'LINKED') ?? null;
}
