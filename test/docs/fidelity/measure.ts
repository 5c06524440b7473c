import * as fc from 'fast-check';
import { acceptFields } from '../../../src/crm/builtin/accept-fields.ts';
import { readFields } from '../../../src/exchange/ews/mapping/item-from-wire.ts';
import { ITEM_KINDS } from '../../../src/exchange/ews/mapping/item-kind.ts';
import { newItem } from '../../../src/exchange/ews/mapping/item-to-wire.ts';
import type { RequestVersion } from '../../../src/exchange/ews/soap/channel.ts';
import { REQUEST_VERSIONS } from '../../../src/exchange/ews/soap/channel.ts';
import { parseBody } from '../../../src/exchange/ews/testing/canned-channel.ts';
import { appointmentFields, contactFields } from '../../../src/exchange/ews/testing/generators.ts';
import type { Fields, FieldValue, ItemType } from '../../../src/model/index.ts';
import { parseTimeZoneId, sameValue, synchronisedFields } from '../../../src/model/index.ts';

/** Of many values of a field, how many come back as they went: all of them, some, or none. */
export type Carried = 'all' | 'some' | 'none';

export interface FieldRow {
  readonly field: string;
  readonly crm: Carried;
  readonly exchange: Readonly<Record<RequestVersion, Carried>>;
}

/** The same values in every run: the document is compared letter for letter. */
const SEED = 20261126;
const SAMPLES = 600;
const HOME_ZONE = parseTimeZoneId('Europe/Rome');

/** Every synchronised field that is a property of its item, in the order of the model. */
export function measureFields(itemType: ItemType): readonly FieldRow[] {
  const samples = fc.sample(itemType === 'contacts' ? contactFields : appointmentFields, {
    numRuns: SAMPLES,
    seed: SEED,
  });
  return Object.keys(synchronisedFields(itemType))
    .filter((field) => isProperty(itemType, field))
    .map((field) => {
      const values = samples.filter((sample) => (sample[field] ?? null) !== null);
      if (values.length === 0) throw new Error(`no sample has a value of ${field}`);
      return {
        field,
        crm: shareOf(values, (sample) => survives(itemType, field, sample, inCrm(itemType, field, sample))),
        exchange: Object.fromEntries(
          REQUEST_VERSIONS.map((version) => [
            version,
            shareOf(values, (sample) =>
              survives(itemType, field, sample, overTheWire(itemType, field, sample, version)),
            ),
          ]),
        ) as Record<RequestVersion, Carried>,
      };
    });
}

/**
 * What is in the element of its item and goes both ways. Photos are attachments, changed occurrences are items of their
 * own, and who takes part in a meeting is told by Exchange alone.
 */
function isProperty(itemType: ItemType, field: string): boolean {
  const spec = synchronisedFields(itemType)[field];
  return (
    spec?.isAttached !== true &&
    spec?.toldBy === undefined &&
    ITEM_KINDS[itemType].mappings.some(({ fields }) => fields.includes(field))
  );
}

function survives(itemType: ItemType, field: string, sample: Fields, after: FieldValue): boolean {
  const spec = synchronisedFields(itemType)[field];
  return spec !== undefined && sameValue(spec, sample[field] ?? null, after);
}

function inCrm(itemType: ItemType, field: string, sample: Fields): FieldValue {
  const accepted = acceptFields(itemType, alone(itemType, field, sample));
  return accepted.kind === 'accepted' ? (accepted.fields[field] ?? null) : null;
}

function overTheWire(itemType: ItemType, field: string, sample: Fields, version: RequestVersion): FieldValue {
  const kind = ITEM_KINDS[itemType];
  const context = { version, homeZone: HOME_ZONE };
  const create = { fields: alone(itemType, field, sample), stamp: null, addCategories: [], uid: null };
  return readFields(parseBody(newItem(create, kind, context).markup), kind, context)[field] ?? null;
}

/** An appointment always has its time. */
function alone(itemType: ItemType, field: string, sample: Fields): Fields {
  const own = { [field]: sample[field] ?? null };
  return itemType === 'contacts' ? own : { time: sample['time'] ?? null, ...own };
}

function shareOf(samples: readonly Fields[], isCarried: (sample: Fields) => boolean): Carried {
  const carried = samples.filter(isCarried).length;
  if (carried === samples.length) return 'all';
  return carried === 0 ? 'none' : 'some';
}
