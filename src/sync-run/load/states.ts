import type { CrmRead, CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Fields } from '../../model/index.ts';
import type { CrmState, ExchangeState, Link } from '../../sync/index.ts';
import { crmTakesPart, exchangeTakesPart, untold, withoutManagedCategories, withUntold } from '../../sync/index.ts';
import type { Run } from '../run.ts';

/**
 * The engine's view of a record. `failed` reads have none: the unit is not planned.
 * @param known what was last settled: fields of which nothing is told count as unchanged
 * @param restored what a restore did to the record, or may have done
 */
export function crmStateOf(
  run: Run,
  id: string,
  read: Exclude<CrmRead, { kind: 'failed' }>,
  known: Fields = {},
  restored?: 'older' | 'returned' | 'maybeOlder',
): CrmState {
  if (read.kind === 'gone') return { kind: 'gone', id };
  if (read.kind === 'forbidden') return { kind: 'hidden', id };
  const { record } = read;
  const takesPart = crmTakesPart(record, run.input.rules, run.ports.crm.user.id, run.windowFrom, run.input.zone);
  const { version, mayChange, uid } = record;
  const fields = withUntold(record, known);
  if (takesPart.kind === 'left') return { kind: 'left', id, version, fields };
  const meeting = record.isMeeting === true ? { isMeeting: true as const } : {};
  const live = {
    kind: 'live',
    id,
    version,
    fields,
    takesPart,
    mayChange,
    uid,
    ...withheldOf(record),
    ...sharedWith(record, run.ports.crm.user.id),
    ...meeting,
  } as const;
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
  return {
    kind: 'live',
    id: item.id,
    changeKey: item.changeKey,
    fields: {
      ...withoutManagedCategories(item.fields, run.input.rules.exchangeCategories),
      ...untold(item.unread, known),
      ...untold(item.withheld, known),
    },
    categories: item.categories,
    stamp: item.stamp,
    uid: item.uid,
    searchKey: item.searchKey,
    meeting: item.meeting,
    ...withheldOf(item),
    ...(item.calledOffDays === undefined ? {} : { calledOffDays: item.calledOffDays }),
    ...(item.occurrencesHoldMore === undefined ? {} : { occurrencesHoldMore: item.occurrencesHoldMore }),
    takesPart: exchangeTakesPart(item, run.input.rules, run.windowFrom, run.input.zone),
  };
}

function sharedWith({ ownerId, participantIds }: CrmRecord, userId: string): { readonly isShared?: true } {
  return [ownerId, ...participantIds].some((id) => id !== userId) ? { isShared: true } : {};
}

function withheldOf({ withheld }: Pick<CrmRecord | ExchangeItem, 'withheld'>): Pick<CrmRecord, 'withheld'> {
  return withheld === undefined ? {} : { withheld };
}
