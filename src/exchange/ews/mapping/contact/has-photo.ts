import type { ExchangeItem } from '../../../port.ts';
import { isAtLeast } from '../../soap/channel.ts';
import { fieldPath } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText } from '../../xml/element.ts';
import type { PropertyMapping } from '../property-mapping.ts';

/** A photo is no property: with the others comes only whether there is one. Until it is looked at, it is unread. */
export const HAS_PHOTO: PropertyMapping = {
  fields: ['photo'],
  paths: (version) => (isAtLeast(version, 'Exchange2010') ? [fieldPath('contacts:HasPicture')] : []),
  read: () => ({ photo: null }),
  create: () => [],
  update: () => [],
};

export function readHasPhoto(item: XmlElement): Pick<ExchangeItem, 'hasPhoto'> {
  const text = childText(item, 'HasPicture')?.trim().toLowerCase();
  return text === undefined ? {} : { hasPhoto: text === 'true' || text === '1' };
}
