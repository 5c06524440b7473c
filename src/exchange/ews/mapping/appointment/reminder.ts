import type { FieldValue } from '../../../../model/index.ts';
import { valueOf } from '../../../../model/index.ts';
import { fieldPath, typesElement } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText } from '../../xml/element.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { plainElement } from '../property-mapping.ts';
import { readBoolean } from './read-boolean.ts';

/** Five years, the most that the schema takes. */
const LONGEST_MINUTES = 2_629_800;
/** MAPI's "the default", which is a quarter of an hour. */
const DEFAULT_MARK = 1_525_252_321;

/**
 * Two properties on the wire, one field here. A new item always says both, because some servers set a
 * reminder by themselves and some refuse an item without the minutes.
 */
export const REMINDER: PropertyMapping = {
  fields: ['reminderMinutes'],
  isAlwaysCreated: true,
  paths: () => [fieldPath('item:ReminderIsSet'), fieldPath('item:ReminderMinutesBeforeStart')],
  read: (item) => ({ reminderMinutes: readReminder(item) }),
  create: (fields) => {
    const minutes = minutesOf(valueOf(fields, 'reminderMinutes'));
    return [
      plainElement('ReminderIsSet', String(minutes !== null)),
      plainElement('ReminderMinutesBeforeStart', String(minutes ?? 0)),
    ];
  },
  update: (changes) => {
    const minutes = minutesOf(valueOf(changes, 'reminderMinutes'));
    return [
      {
        kind: 'set',
        path: fieldPath('item:ReminderIsSet'),
        markup: typesElement('ReminderIsSet', String(minutes !== null)),
      },
      ...(minutes === null
        ? []
        : ([
            {
              kind: 'set',
              path: fieldPath('item:ReminderMinutesBeforeStart'),
              markup: typesElement('ReminderMinutesBeforeStart', String(minutes)),
            },
          ] as const)),
    ];
  },
};

function readReminder(item: XmlElement): number | null {
  if (readBoolean(item, 'ReminderIsSet') !== true) return null;
  const minutes = Number(childText(item, 'ReminderMinutesBeforeStart')?.trim() || '0');
  if (minutes === DEFAULT_MARK) return 15;
  return Number.isInteger(minutes) ? minutes : null;
}

/** Exchange knows no reminder after the start. */
function minutesOf(value: FieldValue): number | null {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(Math.max(Math.round(value), 0), LONGEST_MINUTES)
    : null;
}
