import type { Occurrences } from '../../model/index.ts';
import { dateInWords } from './date-in-words.ts';
import type { Speaker } from './speaker.ts';

/** What became of the occurrence that the rule has on a day. */
export interface OccurrenceInWords {
  readonly day: string;
  /** "cancelled", or each field that is another, with its value. */
  readonly text: string;
}

/**
 * Day by day what is not as the rule of a series says.
 * @param say the value of a field in one line
 */
export function occurrencesInWords(
  occurrences: Occurrences,
  { t, language }: Speaker,
  say: (field: string, value: unknown) => string,
): readonly OccurrenceInWords[] {
  return Object.entries(occurrences)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, change]) => ({
      day: dateInWords(day, language),
      text:
        change.kind === 'deleted'
          ? t('recurrence.words.occurrenceDeleted', {})
          : Object.entries(change.fields)
              .map(([field, value]) => `${t(`fields.${field}`, {})}: ${say(field, value)}`)
              .join('; '),
    }));
}
