import type { AccountTarget } from '../account-target.ts';
import { itemTypesOf } from '../account-target.ts';
import { connectionKey } from '../exchange-sides.ts';

export interface WantedWatch {
  /** Everything that the watch depends on. */
  readonly key: string;
  /** As the profile has it: an address, or the mail domain that leads to one. */
  readonly server: string;
}

/** The accounts whose profile wants changes carried over as they happen. */
export function wantedWatches(targets: readonly AccountTarget[]): ReadonlyMap<string, WantedWatch> {
  const wanted = targets.filter(({ profile }) => profile.asItHappens);
  return new Map(
    wanted.map((target) => [
      target.account.id,
      {
        key: JSON.stringify([connectionKey(target), itemTypesOf(target)]),
        server: target.profile.serverUrl,
      },
    ]),
  );
}
