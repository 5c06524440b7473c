import type { FieldSpecs } from '../model/index.ts';
import type { ClosedFields } from './merge/closed-fields.ts';
import type { LiveExchange } from './table/steps.ts';

/**
 * R2: time and rule of a series are not written where its changed occurrences hold what nobody could bring back. In Outlook
 * a person sees what such a change takes away.
 */
export function closedByOccurrences(
  { occurrencesHoldMore }: Pick<LiveExchange, 'occurrencesHoldMore'>,
  specs: FieldSpecs,
): ClosedFields | undefined {
  if (occurrencesHoldMore !== true) return undefined;
  return (field) => (specs[field]?.rewrites === undefined ? {} : { toExchange: 'occurrencesWouldLose' });
}
