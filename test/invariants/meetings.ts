import type { Fields, FieldValue } from '../../src/model/index.ts';
import { canonicalText, sameValue, synchronisedFields } from '../../src/model/index.ts';
import type { ItemRules, Link } from '../../src/sync/index.ts';
import type { ItemView, RecordView } from './observation.ts';

type Meeting = ItemView['meeting'];

interface Pair {
  readonly record: RecordView;
  readonly item: ItemView;
}

/** A linked pair as far as its fields go. */
interface Fielded {
  readonly link: Pick<Link, 'baseCrm' | 'baseExchange'>;
  readonly record: Pick<RecordView, 'fields'>;
  readonly item: Pick<ItemView, 'fields'>;
}

interface Moment {
  readonly rules: ItemRules;
  /** The day of the end, as the observation has it; without one every day is to come. */
  readonly today: string;
}

/** What of a meeting belongs to the calendar that it lies in: no other attendee ever sees it. */
const PERSONAL: ReadonlySet<string> = new Set(['busyStatus', 'reminderMinutes', 'categories']);
/** What only Exchange knows of a meeting. */
const OF_EXCHANGE: ReadonlySet<string> = new Set(['attendees', 'organizer']);

export function isPersonal(field: string): boolean {
  return PERSONAL.has(field);
}

/** Whether somebody else would miss it, or hear of it. */
export function concernsOthers(meeting: Meeting): boolean {
  if (meeting === null || meeting === undefined) return false;
  return meeting.role === 'attendee' || meeting.isCancelled || meeting.recipients > 0;
}

/** Whether an edit of the record waits, because it is not for us to tell the people in the meeting. */
export function waitsInCrm(field: string, { record, item }: Pair, { rules, today }: Moment): boolean {
  const { meeting } = item;
  if (OF_EXCHANGE.has(field)) return true;
  if (!concernsOthers(meeting) || isPersonal(field)) return false;
  const isClosed = meeting?.role === 'attendee' || meeting?.isCancelled === true || rules.invitations === 'never';
  return isClosed || (field === 'occurrences' && onlyCalledOffDaysDiffer(record, item, { rules, today }));
}

/** M4: a day of the meeting is called off with mail and before it comes, or not at all. */
function onlyCalledOffDaysDiffer(record: RecordView, item: ItemView, { rules, today }: Moment): boolean {
  const [ours, theirs] = [record, item].map(({ fields }) => (fields['occurrences'] ?? {}) as Fields);
  const mayCallOff = rules.deleteCrmToExchange && rules.invitations === 'notify';
  return Object.keys({ ...ours, ...theirs })
    .filter((day) => canonicalText(ours?.[day] ?? null) !== canonicalText(theirs?.[day] ?? null))
    .every((day) => isDeleted(ours?.[day]) && !(mayCallOff && day > today));
}

/**
 * M5: an attendee's calendar lacks a day that the others of the record may still have. Whether its organizer removed it
 * before the invitation, nothing there tells. What only the CRM has anew of other days goes the other way.
 */
export function waitsInExchange(field: string, { link, record, item }: Pair & Pick<Fielded, 'link'>): boolean {
  if (field !== 'occurrences' || item.meeting?.role !== 'attendee' || record.isShared !== true) return false;
  const [ours, theirs, agreed] = [record.fields, item.fields, link.baseExchange].map(
    (fields) => (fields['occurrences'] ?? {}) as Fields,
  );
  return Object.keys({ ...ours, ...theirs })
    .filter((day) => !sameOnDay(day, ours ?? {}, theirs ?? {}) && !sameOnDay(day, agreed ?? {}, theirs ?? {}))
    .every((day) => isDeleted(theirs?.[day]));
}

/** M4: whether the two differ in nothing but days that the CRM deleted, that stayed in Exchange, and are known like that. */
export function onlyKeptDaysDiffer({ link, record, item }: Fielded): boolean {
  const [ours, baseOurs, theirs, baseTheirs] = [record.fields, link.baseCrm, item.fields, link.baseExchange].map(
    (fields) => (fields['occurrences'] ?? {}) as Fields,
  );
  return Object.keys({ ...ours, ...theirs })
    .filter((day) => !sameOnDay(day, ours ?? {}, theirs ?? {}))
    .every((day) => isDeleted(ours?.[day]) && isDeleted(baseOurs?.[day]) && !isDeleted(baseTheirs?.[day]));
}

/** As sides are compared: the zone of a day is that of its series, whether or not it is told. */
function sameOnDay(day: string, ours: Fields, theirs: Fields): boolean {
  const spec = synchronisedFields('appointments')['occurrences'];
  const [left, right] = [ours, theirs].map(({ [day]: change }) => (change === undefined ? null : { [day]: change }));
  return spec !== undefined && sameValue(spec, left ?? null, right ?? null);
}

/** M4: days of a record that the CRM deleted and that stayed in Exchange for good, as what is remembered of the pair tells. */
export function keptDays({ baseCrm, baseExchange }: Pick<Link, 'baseCrm' | 'baseExchange'>): readonly string[] {
  const [ours, theirs] = [baseCrm, baseExchange].map((base) => (base['occurrences'] ?? {}) as Fields);
  return Object.keys(ours ?? {}).filter((day) => isDeleted(ours?.[day]) && !isDeleted(theirs?.[day]));
}

function isDeleted(change: FieldValue | undefined): boolean {
  return (change as Fields | undefined)?.['kind'] === 'deleted';
}

/** Whether a colleague's calendar speaks for the field, so that this one is not compared in it. */
export function isForOwner(field: string, mayChange: boolean, { meeting }: ItemView): boolean {
  return !mayChange && (OF_EXCHANGE.has(field) || (meeting?.role === 'attendee' && isPersonal(field)));
}
