import type { FieldSpecs, Fields } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { Days } from '../merge/days.ts';
import { dayIn, daysOf, daysValue, sameDay } from '../merge/days.ts';
import { displacesWaitingDay } from '../merge/displaced-days.ts';
import type { FormerValues } from './former-values.ts';
import { leaving } from './former-values.ts';
import type { SideHistory } from './history.ts';

/**
 * The former values without a rule that would take the day from an occurrence whose edit still waits, and without what the
 * run did to the occurrences beside it: somebody works on the series as it is now.
 * @param side what was last agreed there, what stands there, and what the run wrote there
 */
export function withKeptRule(specs: FieldSpecs, former: FormerValues, side: WrittenSide): FormerValues {
  const { changes } = former;
  const kept = Object.keys(changes)
    .filter((name) =>
      displacesWaitingDay(specs, name, { base: knownOf(specs, name, side), now: side.now, sent: changes }),
    )
    .flatMap((name) => [name, ...(specs[name]?.rewrites ?? [])]);
  return leaving(former, kept);
}

interface WrittenSide {
  readonly base: Fields;
  readonly now: Fields;
  readonly history: SideHistory;
}

/** What was agreed, with days that waited beside the former rule already: under that they wait again as they did. */
function knownOf(specs: FieldSpecs, name: string, { base, now, history }: WrittenSide): Fields {
  const writes = history.filter(({ after }) => after?.[name] !== undefined);
  const known = (specs[name]?.rewrites ?? []).flatMap((field) => {
    const spec = specs[field];
    if (spec === undefined || writes.some(({ after }) => after?.[field] === undefined)) return [];
    const daysIn = (fields: Fields | null): Days => daysOf(spec, valueOf(fields ?? {}, field));
    const [agreed, present] = [daysIn(base), daysIn(now)];
    const found = writes.flatMap(({ before, after }) => [daysIn(before), daysIn(after)]);
    const days = [...new Set([...agreed.keys(), ...present.keys()])].map((day) => {
      const stands = dayIn(present, day);
      const isCarried = found.every((one) => sameDay(spec, dayIn(one, day), stands));
      return [day, isCarried ? stands : dayIn(agreed, day)] as const;
    });
    return [[field, daysValue(days)] as const];
  });
  return { ...base, ...Object.fromEntries(known) };
}
