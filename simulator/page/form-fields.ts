import type { ItemFieldChanges } from '../person/fields.ts';
import type { ItemView } from '../person/item-view.ts';
import { TITLE_KEY } from '../properties/extended-path.ts';
import type { ItemKind } from '../state/item.ts';
import { instantOf, wallTimeOf } from '../time-zones/zone.ts';
import type { TextKey } from './texts.ts';

/** One control of the form. `key` is the field of the item, `label` its text. */
export interface FormField {
  readonly key: string;
  readonly label: TextKey;
  readonly control:
    | 'text'
    | 'textarea'
    | 'date'
    | 'moment'
    | 'checkbox'
    | 'zone'
    | 'list'
    | 'number'
    | readonly TextKey[];
  readonly group?: TextKey;
}

const SENSITIVITY: FormField = {
  key: 'Sensitivity',
  label: 'Sensitivity',
  control: ['Normal', 'Personal', 'Private', 'Confidential'],
};
const IMPORTANCE: FormField = { key: 'Importance', label: 'Importance', control: ['Low', 'Normal', 'High'] };
const CATEGORIES: FormField = { key: 'Categories', label: 'categories', control: 'list' };
const BODY: FormField = { key: 'Body', label: 'Body', control: 'textarea' };

function texts(...keys: readonly TextKey[]): readonly FormField[] {
  return keys.map((key) => ({ key, label: key, control: 'text' }));
}

function addressFields(place: 'Business' | 'Home', group: TextKey): readonly FormField[] {
  return (['Street', 'PostalCode', 'City', 'State', 'CountryOrRegion'] as const).map((part) => ({
    key: `PhysicalAddresses/${place}/${part}`,
    label: part,
    control: 'text',
    group,
  }));
}

const CONTACT_FIELDS: readonly FormField[] = [
  { key: TITLE_KEY, label: 'Title', control: 'text' },
  ...texts('GivenName', 'MiddleName', 'Surname', 'DisplayName', 'Nickname', 'CompanyName', 'Department', 'JobTitle'),
  { key: 'EmailAddresses/EmailAddress1', label: 'email1', control: 'text' },
  { key: 'EmailAddresses/EmailAddress2', label: 'email2', control: 'text' },
  { key: 'EmailAddresses/EmailAddress3', label: 'email3', control: 'text' },
  ...(['BusinessPhone', 'MobilePhone', 'HomePhone', 'BusinessFax'] as const).map(
    (label): FormField => ({ key: `PhoneNumbers/${label}`, label, control: 'text' }),
  ),
  { key: 'Birthday', label: 'Birthday', control: 'date' },
  ...texts('BusinessHomePage'),
  CATEGORIES,
  SENSITIVITY,
  ...addressFields('Business', 'businessAddress'),
  ...addressFields('Home', 'homeAddress'),
  BODY,
];

const CALENDAR_FIELDS: readonly FormField[] = [
  ...texts('Subject', 'Location'),
  { key: 'Start', label: 'Start', control: 'moment' },
  { key: 'End', label: 'End', control: 'moment' },
  { key: 'StartTimeZone', label: 'StartTimeZone', control: 'zone' },
  { key: 'IsAllDayEvent', label: 'IsAllDayEvent', control: 'checkbox' },
  {
    key: 'LegacyFreeBusyStatus',
    label: 'LegacyFreeBusyStatus',
    control: ['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere'],
  },
  { key: 'ReminderIsSet', label: 'ReminderIsSet', control: 'checkbox' },
  { key: 'ReminderMinutesBeforeStart', label: 'ReminderMinutesBeforeStart', control: 'number' },
  CATEGORIES,
  SENSITIVITY,
  IMPORTANCE,
  BODY,
];

export function formFieldsOf(kind: ItemKind): readonly FormField[] {
  if (kind === 'Contact') return CONTACT_FIELDS;
  return kind === 'CalendarItem' ? CALENDAR_FIELDS : [];
}

export const DEFAULT_ZONE = 'W. Europe Standard Time';

const DEFAULTS: Readonly<Record<string, string>> = {
  Sensitivity: 'Normal',
  Importance: 'Normal',
  LegacyFreeBusyStatus: 'Busy',
  StartTimeZone: DEFAULT_ZONE,
  ReminderIsSet: 'true',
  ReminderMinutesBeforeStart: '15',
};

/** What the control shows. */
export function formValue({ key, control }: FormField, item: ItemView | null): string {
  const value = key.startsWith('x:') ? item?.extended[key] : item?.fields[key];
  if (value === undefined) return DEFAULTS[key] ?? '';
  if (typeof value !== 'string') return value.join(', ');
  if (control === 'moment') return wallTimeOf(value, String(item?.fields['StartTimeZone'] ?? 'UTC'));
  // Half a day later the date is right whether the client stored local midnight, UTC midnight or noon.
  if (control === 'date') return new Date(Date.parse(value) + 12 * 3_600_000).toISOString().slice(0, 10);
  return value;
}

/** Only what differs from what the form showed: the rest stays exactly as another client wrote it. */
export function formChanges(kind: ItemKind, form: URLSearchParams, item: ItemView | null): ItemFieldChanges {
  const changes: Record<string, string | readonly string[] | null> = {};
  const zone = form.get('StartTimeZone') || DEFAULT_ZONE;
  const zoneChanged = item !== null && zone !== item.fields['StartTimeZone'];
  for (const field of formFieldsOf(kind)) {
    const { key, control } = field;
    const typed = control === 'checkbox' ? String(form.has(key)) : (form.get(key) ?? '').replaceAll('\r\n', '\n');
    const shown = formValue(field, item);
    const unchanged = typed === shown || (control === 'checkbox' && typed === (shown || 'false'));
    if (item !== null && unchanged && !(control === 'moment' && zoneChanged)) continue;
    if (typed === '') {
      if (item !== null) changes[key] = null;
    } else if (control === 'list')
      changes[key] = typed
        .split(',')
        .map((text) => text.trim())
        .filter(Boolean);
    else if (control === 'moment') changes[key] = instantOf(typed.length === 16 ? `${typed}:00` : typed, zone);
    // Outlook keeps a birthday as midnight of the person's own zone.
    else if (control === 'date') changes[key] = instantOf(`${typed}T00:00:00`, DEFAULT_ZONE);
    else changes[key] = typed;
    if (key === 'StartTimeZone' && typed !== '') changes['EndTimeZone'] = typed;
  }
  return changes;
}
