import { autodiscoverAddress } from '../../exchange/autodiscover/index.ts';
import type { AccountTarget } from '../account-target.ts';
import { itemTypesOf } from '../account-target.ts';
import { connectionKey } from '../exchange-sides.ts';

export interface WantedWatch {
  /** Everything that the watch depends on. */
  readonly key: string;
  /** Host and port, or the mail domain that leads to them: found only when a side is opened. */
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
        server: serverOf(target.profile.serverUrl),
      },
    ]),
  );
}

function serverOf(url: string): string {
  const domain = autodiscoverAddress(url)?.domain;
  return domain === undefined ? new URL(url).host : domain;
}
