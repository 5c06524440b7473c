import type { AccountTarget } from '../account-target.ts';
import { itemTypesOf } from '../account-target.ts';
import { connectionKey } from '../exchange-sides.ts';

/** The accounts whose profile wants changes carried over as they happen, with everything that their watch depends on. */
export function wantedWatches(targets: readonly AccountTarget[]): ReadonlyMap<string, string> {
  const wanted = targets.filter(({ profile }) => profile.asItHappens);
  return new Map(
    wanted.map((target) => [target.account.id, JSON.stringify([connectionKey(target), itemTypesOf(target)])]),
  );
}
