import { ItemError } from '../operations/item-error.ts';
import type { XmlNode } from '../xml/node.ts';
import { element } from '../xml/node.ts';

/** A MAPI property as an extended path names it. */
export interface ExtendedPath {
  /** Where an item keeps it: an `x:` key, or the key of the element that shows the same MAPI property. */
  readonly key: string;
  /** The same for every spelling of the path, whatever element shows it. */
  readonly identity: string;
  readonly type: string;
  /** As the client wrote it; answers repeat it. */
  readonly attributes: Readonly<Record<string, string>>;
}

const SETS: Readonly<Record<string, string>> = {
  Meeting: '6ed8da90-450b-101b-98da-00aa003f1305',
  Appointment: '00062002-0000-0000-c000-000000000046',
  Common: '00062008-0000-0000-c000-000000000046',
  PublicStrings: '00020329-0000-0000-c000-000000000046',
  Address: '00062004-0000-0000-c000-000000000046',
  InternetHeaders: '00020386-0000-0000-c000-000000000046',
  CalendarAssistant: '11000e07-b51b-40d6-af21-caa85edab1d0',
  UnifiedMessaging: '4442858e-a9e3-4e80-b900-317a210cc15b',
  Task: '00062003-0000-0000-c000-000000000046',
  Sharing: '00062040-0000-0000-c000-000000000046',
};

/** MAPI properties that elements show too: both names reach the same value. */
const SAME_AS_ELEMENT: Readonly<Record<string, string>> = {
  'tag:0x0037:String': 'Subject',
  'tag:0x3001:String': 'DisplayName',
  'tag:0x3a05:String': 'Generation',
  'tag:0x3a06:String': 'GivenName',
  'tag:0x3a08:String': 'PhoneNumbers/BusinessPhone',
  'tag:0x3a09:String': 'PhoneNumbers/HomePhone',
  'tag:0x3a0a:String': 'Initials',
  'tag:0x3a11:String': 'Surname',
  'tag:0x3a16:String': 'CompanyName',
  'tag:0x3a17:String': 'JobTitle',
  'tag:0x3a18:String': 'Department',
  'tag:0x3a1c:String': 'PhoneNumbers/MobilePhone',
  'tag:0x3a41:SystemTime': 'WeddingAnniversary',
  'tag:0x3a42:SystemTime': 'Birthday',
  'tag:0x3a44:String': 'MiddleName',
  'tag:0x3a4f:String': 'Nickname',
  [`${SETS['Appointment']}:id:33288:String`]: 'Location',
  [`${SETS['Appointment']}:id:33293:SystemTime`]: 'Start',
  [`${SETS['Appointment']}:id:33294:SystemTime`]: 'End',
  [`${SETS['Appointment']}:id:33301:Boolean`]: 'IsAllDayEvent',
  [`${SETS['Address']}:id:32773:String`]: 'FileAs',
};

/** The courtesy title ("Dott.") has no element of its own: it is written here and read in `CompleteName`. */
export const TITLE_KEY = 'x:tag:0x3a45:String';

/** @throws ItemError ErrorInvalidExtendedProperty, ErrorNoPropertyTagForCustomProperties */
export function readExtendedPath(attributes: Readonly<Record<string, string>>): ExtendedPath {
  const { PropertyTag: tag, PropertySetId: ownSet, DistinguishedPropertySetId: set, PropertyName: name } = attributes;
  const id = attributes['PropertyId'];
  const type = attributes['PropertyType'] ?? '';
  const namedSet = set === undefined ? ownSet?.toLowerCase() : SETS[set];
  const wellMixed =
    tag === undefined
      ? (set === undefined) !== (ownSet === undefined) && (name === undefined) !== (id === undefined)
      : namedSet === undefined && name === undefined && id === undefined;
  if (!wellMixed) {
    throw new ItemError('ErrorInvalidExtendedProperty', 'The extended property attribute combination is invalid.');
  }
  const place =
    tag === undefined ? `${namedSet}:${id === undefined ? `name:${name}` : `id:${Number(id)}`}` : tagPlace(tag);
  const identity = `${place}:${type}`;
  return { key: SAME_AS_ELEMENT[identity] ?? `x:${identity}`, identity, type, attributes };
}

function tagPlace(tag: string): string {
  const number = Number(tag);
  if (number >= 0x8000) {
    throw new ItemError(
      'ErrorNoPropertyTagForCustomProperties',
      'Custom extended properties must be addressed by set and name or id.',
    );
  }
  return `tag:0x${number.toString(16).padStart(4, '0')}`;
}

export function extendedPropertyNode(path: ExtendedPath, value: string | readonly string[]): XmlNode {
  const values = typeof value === 'string' ? undefined : value.map((text) => element('t:Value', {}, text));
  return element('t:ExtendedProperty', {}, [
    element('t:ExtendedFieldURI', path.attributes),
    values === undefined ? element('t:Value', {}, value as string) : element('t:Values', {}, values),
  ]);
}

/** Key under which items keep the named property, for code that knows it in advance. */
export function namedPropertyKey(propertySetId: string, name: string, type = 'String'): string {
  return `x:${propertySetId.toLowerCase()}:name:${name}:${type}`;
}
