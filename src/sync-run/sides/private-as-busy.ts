import type { CrmRecord, CrmSide } from '../../crm/port.ts';
import type { ExchangeItem, ExchangeSide } from '../../exchange/port.ts';
import type { ItemType } from '../../model/index.ts';
import { busyBlock, isPrivate, untoldFields, valueOf } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';

interface Sides {
  readonly exchange: ExchangeSide;
  readonly crm: CrmSide;
}

/**
 * The two sides as the profile's rule for private items lets a run see them. With `busyOnly` the content of a private
 * appointment ends here: no plan, journal, base or key ever has it. Of what is withheld the run concludes nothing and
 * writes nothing: an appointment that becomes private keeps on the other side what was carried before, and one that
 * becomes public is carried from then on.
 */
export function asPrivacyAllows(sides: Sides, privateItems: ItemRules['privateItems']): Sides {
  if (privateItems !== 'busyOnly') return sides;
  return { exchange: exchangeAsBusy(sides.exchange), crm: crmAsBusy(sides.crm) };
}

function exchangeAsBusy(side: ExchangeSide): ExchangeSide {
  return {
    ...side,
    read: async (itemType, ids) => {
      const reads = await side.read(itemType, ids);
      return reads.map((read) => (read.kind === 'found' ? { ...read, item: hidden(itemType, read.item) } : read));
    },
  };
}

function crmAsBusy(side: CrmSide): CrmSide {
  return {
    ...side,
    read: async (itemType, ids) => {
      const reads = await side.read(itemType, ids);
      return reads.map((read) =>
        read.kind === 'found' ? { ...read, record: hiddenRecord(itemType, read.record) } : read,
      );
    },
    findByExternalKeys: async (itemType, keys) => {
      const records = await side.findByExternalKeys(itemType, keys);
      return records.map((record) => hiddenRecord(itemType, record));
    },
  };
}

/** That people are invited is no secret to the engine: nobody invites them for us. */
function hiddenRecord(itemType: ItemType, record: CrmRecord): CrmRecord {
  const seen = hidden(itemType, record);
  return seen === record || valueOf(record.fields, 'attendees') === null ? seen : { ...seen, isMeeting: true };
}

function hidden<T extends CrmRecord | ExchangeItem>(itemType: ItemType, item: T): T {
  if (itemType !== 'appointments' || !isPrivate(item.fields)) return item;
  return { ...item, fields: busyBlock(item.fields), withheld: untoldFields(item.fields) };
}
