import type { Fields, FieldValue } from '../../../model/index.ts';
import { synchronisedFields } from '../../../model/index.ts';
import type { ExchangeItem } from '../../port.ts';
import { readStamp } from '../wire/extended-property.ts';
import { readItemId } from '../wire/item-id.ts';
import { readSearchKey } from '../wire/search-key.ts';
import type { XmlElement } from '../xml/element.ts';
import { childText, findChild } from '../xml/element.ts';
import { meetingOf } from './appointment/meeting.ts';
import { isPartOfSeries } from './appointment/series-properties.ts';
import { readHasPhoto } from './contact/has-photo.ts';
import type { ItemKind } from './item-kind.ts';
import type { MappingContext } from './property-mapping.ts';
import { isNotReadable } from './recurrence/not-readable.ts';
import { seriesFields, seriesOfItem } from './recurrence/series-of-item.ts';
import { readStrings } from './strings-property.ts';

/** The id stands only where the server repeats it; who asked knows it anyway. */
export interface ItemAsRead extends Omit<ExchangeItem, 'id'> {
  readonly id: string | null;
}

/**
 * Of a series whose exceptions have items of their own these are still missing (`side/series/`).
 * @param element what stood in `Items`, `t:Contact` for instance
 * @returns `foreign` for what is not of this kind: contact lists, messages, parts of a series
 * @throws ConnectorError with disposition `quarantine` when the item makes no sense
 */
export function itemFromWire(element: XmlElement, kind: ItemKind, context: MappingContext): ItemAsRead | 'foreign' {
  if (element.name !== kind.element) return 'foreign';
  if (kind.itemType === 'appointments' && isPartOfSeries(element)) return 'foreign';
  const ref = readItemId(element);
  const isAppointment = kind.itemType === 'appointments';
  const photo = isAppointment ? {} : readHasPhoto(element);
  const told = isAppointment ? seriesOfItem(element, context) : null;
  const fields = readFields(element, kind, context);
  return {
    id: ref?.id ?? null,
    changeKey: ref?.changeKey ?? null,
    itemType: kind.itemType,
    fields: isNotReadable(told) || told === null ? fields : { ...fields, ...seriesFields(told.series) },
    categories: readStrings(element, 'Categories'),
    stamp: readStamp(element),
    uid: isAppointment ? childText(element, 'UID')?.trim() || null : null,
    searchKey: readSearchKey(element),
    parentFolderId: findChild(element, 'ParentFolderId')?.attributes.Id ?? null,
    notSynchronised: isNotReadable(told) ? 'series' : null,
    meeting: isAppointment ? meetingOf(element) : null,
    ...unreadFields(kind, context, photo),
    ...photo,
  };
}

function unreadFields(
  kind: ItemKind,
  { version, refusedPaths }: MappingContext,
  { hasPhoto }: Pick<ExchangeItem, 'hasPhoto'>,
): Pick<ExchangeItem, 'unread'> {
  const photo = hasPhoto === true ? ['photo'] : [];
  if (refusedPaths === undefined || refusedPaths.size === 0) return photo.length === 0 ? {} : { unread: photo };
  const unread = kind.mappings.filter((mapping) => {
    const paths = mapping.paths(version);
    return paths.length > 0 && paths.every(({ markup }) => refusedPaths.has(markup));
  });
  return { unread: [...unread.flatMap(({ fields }) => fields), ...photo] };
}

/** All canonical fields, in the normal form in which they are compared. */
export function readFields(element: XmlElement, kind: ItemKind, context: MappingContext): Fields {
  const specs = synchronisedFields(kind.itemType);
  const fields: Record<string, FieldValue> = {};
  for (const mapping of kind.mappings) {
    const read = mapping.read(element, context);
    for (const name in read) {
      const value = read[name] ?? null;
      const spec = specs[name];
      fields[name] = spec === undefined ? value : spec.normalise(value);
    }
  }
  return fields;
}
