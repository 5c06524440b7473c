import type { FieldValue } from '../../../../model/index.ts';
import {
  epochSeconds,
  instantFromEpochSeconds,
  parseCalendarDate,
  parseInstant,
  valueOf,
} from '../../../../model/index.ts';
import { readDateTime } from '../../wire/date-time.ts';
import { elementNameOf, fieldPath, typesElement } from '../../wire/paths.ts';
import { childText } from '../../xml/element.ts';
import type { Xml } from '../../xml/write.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { setOrDelete, wholeElement } from '../property-mapping.ts';

const HALF_A_DAY_S = 12 * 3600;

/**
 * A day that a contact remembers, kept by Exchange as an instant. Clients have written midnight UTC,
 * noon, and midnight of their own zone. Written as 11:59 UTC and read as the UTC day twelve hours later,
 * all of them come out right from UTC-11 to UTC+12.
 */
export function anniversaryProperty(field: string, uri: string): PropertyMapping {
  const name = elementNameOf(uri);
  const path = fieldPath(uri);
  const render = (value: FieldValue): Xml | null => {
    const day = typeof value === 'string' ? parseCalendarDate(value) : null;
    return day === null || isEmptyByConvention(day) ? null : typesElement(name, `${day}T11:59:00Z`);
  };
  return {
    fields: [field],
    paths: () => [path],
    read: (item) => ({ [field]: readDay(childText(item, name)) }),
    create: (fields) => {
      const markup = render(valueOf(fields, field));
      return markup === null ? [] : [wholeElement(name, markup)];
    },
    update: (changes) => [setOrDelete(path, render(valueOf(changes, field)))],
  };
}

function readDay(text: string | null): string | null {
  const value = readDateTime(text);
  if (value === null) return null;
  const instant = value.kind === 'instant' ? value.instant : parseInstant(`${value.local}Z`);
  const day = instantFromEpochSeconds(epochSeconds(instant) + HALF_A_DAY_S).slice(0, 10);
  return isEmptyByConvention(day) ? null : day;
}

/** 1601 is where Windows time begins and 4501 is Outlook's "none": both stand for an empty field. */
function isEmptyByConvention(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return !(year > 1601 && year < 4501);
}
