import { isDeepStrictEqual } from 'node:util';
import type { SimulatedMailbox } from '../../simulator/index.ts';
import type { Fields, FieldValue } from '../../src/model/index.ts';
import { sameValue, synchronisedFields, valueOf } from '../../src/model/index.ts';
import type { Period } from './periods.ts';
import { seenInCrm, seenInOutlook } from './seen.ts';

const COMPARED = ['subject', 'location', 'body', 'reminderMinutes', 'time', 'occurrences'] as const;
const SPECS = synchronisedFields('appointments');

/** A series as it should be, and where it lies. */
export interface Compared {
  readonly wanted: Fields;
  readonly inCrm: Fields;
  /** What a client reads of it; `null` where nobody asked. */
  readonly read: Fields | null;
  /** Id of the item. */
  readonly inOutlook: string;
}

export interface Comparison {
  /** How many occurrences were compared. */
  readonly compared: number;
  /** The first one, with all that there is to see of it; `null` when there is none. */
  readonly difference: string | null;
}

/** Whether a series is in each place what it should be: field by field, then occurrence by occurrence in these periods. */
export function compareSeries(mailbox: SimulatedMailbox, each: Compared, periods: readonly Period[]): Comparison {
  const { wanted, inCrm, read, inOutlook } = each;
  const kept = Object.entries({ 'in the CRM': inCrm, ...(read === null ? {} : { 'as it is read': read }) });
  const say = (what: string): string =>
    [what, ...[['wanted', wanted], ...kept].map((part) => JSON.stringify(part))].join('\n');
  for (const [where, fields] of kept) {
    const names = otherFields(wanted, fields);
    if (names.length > 0) return { compared: 0, difference: say(`other ${names.join(', ')} ${where}`) };
  }
  // What is equal to the letter has equal occurrences.
  const others = kept.filter(([, fields]) => !isDeepStrictEqual(pick(fields), pick(wanted)));
  let compared = 0;
  for (const period of periods) {
    const expected = seenInCrm(wanted, period);
    compared += expected.length;
    const views = [
      ['in Outlook', seenInOutlook(mailbox, inOutlook, period)] as const,
      ...others.map(([where, fields]) => [where, seenInCrm(fields, period)] as const),
    ];
    for (const [where, seen] of views) {
      const difference = firstDifference(expected, seen);
      if (difference !== null)
        return { compared, difference: say(`${period.from} to ${period.until} ${where}: ${difference}`) };
    }
  }
  return { compared, difference: null };
}

function pick(fields: Fields): readonly FieldValue[] {
  return COMPARED.map((name) => valueOf(fields, name));
}

/** Names of the fields in which two appointments differ. An emptied field of an exception says something. */
function otherFields(wanted: Fields, found: Fields): readonly string[] {
  return COMPARED.filter((name) => {
    const spec = SPECS[name];
    if (spec === undefined) throw new Error(`no field ${name}`);
    const [left, right] = [wanted, found].map((fields) => {
      const value = valueOf(fields, name);
      return name === 'occurrences' ? comparedOf(value) : value;
    });
    return !sameValue(spec, left ?? null, right ?? null);
  });
}

/** Without what Exchange adds of its own: a whole day in a series is free there. */
function comparedOf(occurrences: FieldValue): FieldValue {
  if (occurrences === null) return null;
  const days = Object.entries(occurrences as Readonly<Record<string, Fields>>).map(([day, change]) => {
    const { fields } = change as { readonly fields?: Fields };
    const own = Object.entries(fields ?? {}).filter(([name]) => COMPARED.some((each) => each === name));
    return [day, fields === undefined ? change : { ...change, fields: Object.fromEntries(own) }] as const;
  });
  return Object.fromEntries(days);
}

function firstDifference(wanted: readonly string[], seen: readonly string[]): string | null {
  const index = wanted.findIndex((each, place) => each !== seen[place]);
  if (index < 0 && wanted.length === seen.length) return null;
  const place = index < 0 ? wanted.length : index;
  return `occurrence ${place + 1} is\n  ${seen[place] ?? 'none'}\nand should be\n  ${wanted[place] ?? 'none'}`;
}
