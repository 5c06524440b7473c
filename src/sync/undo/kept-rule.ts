import type { FieldSpecs, Fields } from '../../model/index.ts';
import { displacesWaitingDay } from '../merge/displaced-days.ts';
import type { FormerValues } from './former-values.ts';
import { leaving } from './former-values.ts';

/**
 * The former values without a rule that would take the day from an occurrence whose edit still waits, and without what the
 * run did to the occurrences beside it: somebody works on the series as it is now.
 * @param side what was last agreed there, and what stands there
 */
export function withKeptRule(
  specs: FieldSpecs,
  former: FormerValues,
  side: { readonly base: Fields; readonly now: Fields },
): FormerValues {
  const { changes } = former;
  const kept = Object.keys(changes)
    .filter((name) => displacesWaitingDay(specs, name, { ...side, sent: changes }))
    .flatMap((name) => [name, ...(specs[name]?.rewrites ?? [])]);
  return leaving(former, kept);
}
