import type { Fields } from '../../model/index.ts';
import { canonicalText } from '../../model/index.ts';
import type { World } from './world.ts';

/** What people see, without ids and versions: two worlds with equal views are the same to them. */
export interface View {
  readonly crm: readonly string[];
  readonly exchange: readonly string[];
  readonly pairs: readonly string[];
}

export function viewOf(world: World): View {
  const content = (fields: Fields): string => canonicalText(fields);
  const items = world.exchange.inFolder('synchronised');
  return {
    crm: [...world.crm.records.values()].map((record) => content(record.fields)).sort(),
    exchange: items.map((item) => content({ ...item.fields, categories: [...item.categories].sort() })).sort(),
    pairs: [...world.store.links.values()]
      .filter((link) => link.state !== 'CLOSED')
      .map((link) => {
        const record = world.crm.records.get(link.crmId ?? '');
        const item = world.exchange.items.get(link.exchangeId ?? '');
        return `${link.state} ${content(record?.fields ?? {})} ${content(item?.fields ?? {})}`;
      })
      .sort(),
  };
}
