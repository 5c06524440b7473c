import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue, ItemType } from '../../../model/index.ts';
import { APPOINTMENT_FIELDS, parseTimeZoneId, sameValue, synchronisedFields } from '../../../model/index.ts';
import type { RequestVersion } from '../soap/channel.ts';
import { isAtLeast, REQUEST_VERSIONS } from '../soap/channel.ts';
import { applyUpdates } from '../testing/apply-updates.ts';
import { parseBody } from '../testing/canned-channel.ts';
import { appointmentFields, contactFields, zone } from '../testing/generators.ts';
import { projection } from '../testing/projection.ts';
import { readFields } from './item-from-wire.ts';
import { ITEM_KINDS } from './item-kind.ts';
import { itemUpdates, newItem } from './item-to-wire.ts';
import type { MappingContext } from './property-mapping.ts';

const version = fc.constantFrom(...REQUEST_VERSIONS);
const homeZone = fc.option(zone);

/** The item as a server gives it back that keeps what it was sent and adds nothing. */
function writtenAndRead(itemType: ItemType, fields: Fields, context: MappingContext): Fields {
  const create = { fields, stamp: null, addCategories: [], uid: null };
  const read = readFields(
    parseBody(newItem(create, ITEM_KINDS[itemType], context).markup),
    ITEM_KINDS[itemType],
    context,
  );
  return Object.fromEntries(Object.keys(synchronisedFields(itemType)).map((name) => [name, read[name] ?? null]));
}

/** Categories change through their own list only, and a status that the version does not know changes nothing. */
function expectedAfter(before: Fields, changes: Fields, version: RequestVersion): Fields {
  const { categories, busyStatus, ...rest } = changes;
  const known = busyStatus !== 'workingElsewhere' || isAtLeast(version, 'Exchange2013');
  return {
    ...before,
    ...rest,
    ...(busyStatus !== undefined && known ? { busyStatus } : {}),
    ...(categories === undefined || categories === null ? {} : { categories }),
  };
}

function sameTime(left: unknown, right: unknown): boolean {
  const spec = APPOINTMENT_FIELDS.time;
  return sameValue(spec, (left ?? null) as FieldValue, (right ?? null) as FieldValue);
}

describe('what is written is what is read', () => {
  it('keeps every field of a contact that the version can carry', () => {
    fc.assert(
      fc.property(contactFields, version, homeZone, (fields, version, homeZone) => {
        expect(writtenAndRead('contacts', fields, { version, homeZone })).toEqual(
          projection('contacts', fields, version, homeZone),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every field of an appointment that the version can carry', () => {
    fc.assert(
      fc.property(appointmentFields, version, homeZone, (fields, version, homeZone) => {
        expect(writtenAndRead('appointments', fields, { version, homeZone })).toEqual(
          projection('appointments', fields, version, homeZone),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each(['contacts', 'appointments'] as const)('changes the fields of %s that change, and no others', (itemType) => {
    const kind = ITEM_KINDS[itemType];
    const fieldsOf = itemType === 'contacts' ? contactFields : appointmentFields;
    fc.assert(
      fc.property(fieldsOf, fieldsOf, version, homeZone, (before, changes, version, homeZone) => {
        const context = { version, homeZone, foreignEmailSlots: [] };
        const item = parseBody(
          newItem({ fields: before, stamp: null, addCategories: [], uid: null }, kind, context).markup,
        );
        const categories = (changes.categories ?? null) as readonly string[] | null;
        const update = { ref: { id: 'A', changeKey: 'B' }, changes, categories, stamp: null };
        const updates = itemUpdates(update, kind, context).map(({ markup }) => parseBody(markup));
        const after = readFields(applyUpdates(item, updates), kind, context);
        const expected = projection(itemType, expectedAfter(before, changes, version), version, homeZone);
        const { time, ...others } = expected;
        expect(after).toMatchObject(others);
        // A change that names no zone leaves the item its own, which is as good as any.
        const namesZone = (changes.time as { zone?: unknown } | undefined)?.zone !== null;
        expect(sameTime(after.time, namesZone ? time : { ...(time as object), zone: null })).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps an all-day appointment on its days in every zone of the world', () => {
    for (const name of Intl.supportedValuesOf('timeZone')) {
      const context = { version: 'Exchange2013_SP1', homeZone: parseTimeZoneId(name) } as const;
      for (const startDate of ['2026-03-29', '2026-09-06', '2026-10-25']) {
        const time = {
          kind: 'allDay',
          startDate,
          endDate: startDate.replace(/\d\d$/, (day) => String(Number(day) + 2).padStart(2, '0')),
        };
        expect({ name, ...writtenAndRead('appointments', { time }, context) }).toMatchObject({ name, time });
      }
    }
  });
});
