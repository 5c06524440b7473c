import type { FieldSpecs, Fields } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { givesDay } from './along-with.ts';
import { dayIn, daysOf, sameDay } from './days.ts';

/** A write to one side of a pair. */
export interface SideWrite {
  /** What was last agreed with that side. */
  readonly base: Fields;
  /** As it stands. */
  readonly now: Fields;
  readonly sent: Fields;
}

/**
 * Whether a time or rule takes the day from an occurrence that somebody changed on that side and that has not travelled
 * yet: with its day the edit is gone, and nobody else has it.
 * @param name of the field that is sent
 */
export function displacesWaitingDay(specs: FieldSpecs, name: string, { base, now, sent }: SideWrite): boolean {
  if (sent[name] === undefined) return false;
  const after = { ...now, [name]: sent[name] };
  const isDisplaced = (field: string): boolean => {
    const spec = specs[field];
    if (spec === undefined) return false;
    const [agreed, present] = [daysOf(spec, valueOf(base, field)), daysOf(spec, valueOf(now, field))];
    return [...new Set([...agreed.keys(), ...present.keys()])].some(
      (day) =>
        !sameDay(spec, dayIn(agreed, day), dayIn(present, day)) &&
        givesDay(spec, day, now) &&
        !givesDay(spec, day, after),
    );
  };
  return specs[name]?.rewrites?.some(isDisplaced) ?? false;
}
