import type { Fields } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { Link } from '../state.ts';
import type { LiveCrm } from '../table/steps.ts';

/** Whether people are invited, as far as the record or what was settled with it tells. */
export function isMeetingRecord(
  { fields, isMeeting }: Pick<LiveCrm, 'fields' | 'isMeeting'>,
  link: Pick<Link, 'baseCrm' | 'baseExchange'> | null,
): boolean {
  const known: readonly Fields[] = [fields, link?.baseCrm ?? {}, link?.baseExchange ?? {}];
  return isMeeting === true || known.some((each) => valueOf(each, 'attendees') !== null);
}
