import { occurrenceItem } from '../recurrence/occurrence-item.ts';
import { dayAt, findDay, seriesOf, timesOn } from '../recurrence/series.ts';
import type { ItemIdParts } from '../state/identifiers.ts';
import { parseItemId, parseOccurrenceId } from '../state/identifiers.ts';
import type { StoredItem } from '../state/item.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf } from '../xml/read.ts';
import { ItemError } from './item-error.ts';

/** What a request names: an item of the store, and which part of it is meant. */
export interface ItemReference {
  readonly parts: ItemIdParts;
  /** The item itself, or one of its occurrences. @throws ItemError */
  readonly pick: (stored: StoredItem) => StoredItem;
}

/**
 * Reads an `ItemId`, `OccurrenceItemId` or `RecurringMasterItemId`; `RecurringMasterItemIdRanges` names the master.
 * @throws ItemError for a text that is no id
 */
export function readItemReference(source: ReceivedElement): ItemReference {
  switch (source.name) {
    case 't:OccurrenceItemId':
      return byIndex(attributeOf(source, 'RecurringMasterId'), Number(attributeOf(source, 'InstanceIndex')));
    case 't:RecurringMasterItemId':
      return masterOf(attributeOf(source, 'OccurrenceId'));
    default:
      return referenceById(attributeOf(source, 'Id'));
  }
}

/** @throws ItemError for a text that is no id */
export function referenceById(id: string): ItemReference {
  if (id === '') throw new ItemError('ErrorInvalidIdEmpty', 'Id must be non-empty.');
  const occurrence = parseOccurrenceId(id);
  if (occurrence !== undefined) return { parts: occurrence, pick: (stored) => occurrenceOn(stored, occurrence.day) };
  const parts = parseItemId(id);
  if (parts === undefined) throw malformed();
  return { parts, pick: (stored) => stored };
}

function byIndex(masterId: string, index: number): ItemReference {
  const parts = parseItemId(masterId);
  if (parts === undefined) {
    throw parseOccurrenceId(masterId) === undefined ? malformed() : notOfMaster();
  }
  return {
    parts,
    pick(stored) {
      const series = seriesOf(stored);
      if (series === undefined) throw notOfMaster();
      const day = dayAt(series, index);
      if (day === undefined) {
        throw new ItemError(
          'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
          'Occurrence index is out of recurrence range.',
        );
      }
      if (timesOn(series, day).state === 'deleted') {
        throw new ItemError(
          'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
          'Occurrence with this index was previously deleted from the recurrence.',
        );
      }
      return occurrenceItem(series, day);
    },
  };
}

function masterOf(occurrenceId: string): ItemReference {
  const parts = parseOccurrenceId(occurrenceId);
  if (parts !== undefined) return { parts, pick: (stored) => stored };
  if (parseItemId(occurrenceId) === undefined) throw malformed();
  throw new ItemError(
    'ErrorCalendarCannotUseIdForRecurringMasterId',
    'The id is not that of an occurrence, so it has no recurring master.',
  );
}

function occurrenceOn(stored: StoredItem, iso: string): StoredItem {
  const series = seriesOf(stored);
  const day = series === undefined ? undefined : findDay(series, iso);
  if (series === undefined || day === undefined || timesOn(series, day).state === 'deleted') {
    throw new ItemError('ErrorItemNotFound', 'The specified object was not found in the store.');
  }
  return occurrenceItem(series, day);
}

function notOfMaster(): ItemError {
  return new ItemError(
    'ErrorCalendarCannotUseIdForOccurrenceId',
    'The id is not that of a recurring master, so it has no occurrences.',
  );
}

function malformed(): ItemError {
  return new ItemError('ErrorInvalidIdMalformed', 'Id is malformed.');
}
