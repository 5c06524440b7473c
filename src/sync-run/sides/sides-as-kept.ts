import type { CrmSide } from '../../crm/port.ts';
import type { ExchangeSide } from '../../exchange/port.ts';
import type { Scope, SyncStore } from '../../store/port.ts';
import { windowStart } from '../../sync/index.ts';
import { asCrmKeepsSeries, horizonAt } from '../horizon/index.ts';
import type { RunInput } from '../ports.ts';
import { asCrmKeepsTimes } from './times-as-kept.ts';

interface Sides {
  readonly exchange: ExchangeSide;
  readonly crm: CrmSide;
}

/**
 * The two sides of a scope in one measure, whatever its CRM keeps of times and series. Under the ids that these give the
 * memory knows the items: who looks one up, looks here. A CRM that keeps everything has its sides as they are.
 * @throws TypeError where the adapter of the CRM says that it keeps series whole and no zones: none is written without one
 */
export function sidesAsCrmKeeps(
  { exchange, crm }: Sides,
  { id, itemType }: Pick<Scope, 'id' | 'itemType'>,
  store: Pick<SyncStore, 'findKnownItems'>,
  { rules, appointmentsFrom, zone, today }: Pick<RunInput, 'rules' | 'appointmentsFrom' | 'zone' | 'today'>,
): Sides {
  if (crm.recurrence === 'full' && crm.times !== 'zoned')
    throw new TypeError('a CRM with recurrence "full" has times "zoned"');
  return asCrmKeepsSeries({ exchange, crm: asCrmKeepsTimes(crm, itemType, zone) }, itemType, () => ({
    horizon: horizonAt(today(), windowStart(appointmentsFrom, today(), zone), zone),
    zone,
    managedCategories: rules.exchangeCategories,
    known: (ids) => store.findKnownItems(id, 'exchange', ids),
  }));
}
