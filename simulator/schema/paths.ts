import { DICTIONARY_URIS, FIELD_URIS, FOREIGN_FIELD_URI } from './field-uris.ts';
import { INTEGER, oneOf, PROPERTY_SET_ID, PROPERTY_TAG, TEXT } from './simple-values.ts';
import type { Slot, ValueSpec } from './type-spec.ts';
import { choice, optionalAttribute, requiredAttribute, sequence } from './type-spec.ts';

const KNOWN_FIELD_URI = oneOf(FIELD_URIS);

const FIELD_URI: ValueSpec = {
  kind: 'text',
  since: (text) => KNOWN_FIELD_URI.since(text) ?? (FOREIGN_FIELD_URI.test(text) ? 'Exchange2007' : null),
};

export const MAPI_TYPES =
  'ApplicationTime ApplicationTimeArray Binary BinaryArray Boolean CLSID CLSIDArray Currency CurrencyArray Double ' +
  'DoubleArray Error Float FloatArray Integer IntegerArray Long LongArray Null Object ObjectArray Short ShortArray ' +
  'SystemTime SystemTimeArray String StringArray';

export const PATH_TO_FIELD = sequence([], { FieldURI: requiredAttribute(FIELD_URI) });

export const PATH_TO_INDEXED_FIELD = sequence([], {
  FieldURI: requiredAttribute(
    oneOf({ Exchange2007: DICTIONARY_URIS, Exchange2010: 'distributionlist:Members:Member' }),
  ),
  FieldIndex: requiredAttribute(TEXT),
});

export const PATH_TO_EXTENDED_FIELD = sequence([], {
  DistinguishedPropertySetId: optionalAttribute(
    oneOf({
      Exchange2007:
        'Meeting Appointment Common PublicStrings Address InternetHeaders CalendarAssistant UnifiedMessaging Task',
      Exchange2013: 'Sharing',
    }),
  ),
  PropertySetId: optionalAttribute(PROPERTY_SET_ID),
  PropertyTag: optionalAttribute(PROPERTY_TAG),
  PropertyName: optionalAttribute(TEXT),
  PropertyId: optionalAttribute(INTEGER),
  PropertyType: requiredAttribute(oneOf(MAPI_TYPES)),
});

/** Any of the three ways to name a property. */
export function pathSlot(max: Slot['max']): Slot {
  return choice(
    1,
    max,
    ['t:FieldURI', PATH_TO_FIELD],
    ['t:IndexedFieldURI', PATH_TO_INDEXED_FIELD],
    ['t:ExtendedFieldURI', PATH_TO_EXTENDED_FIELD],
  );
}
