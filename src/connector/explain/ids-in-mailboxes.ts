import type { Actor } from '../../crm/builtin/index.ts';
import { ConnectorError } from '../../model/index.ts';
import { isReachable, listTargets } from '../account-target.ts';
import type { ExchangeSides } from '../exchange-sides.ts';
import { isConfirmed } from '../installation/is-confirmed.ts';
import type { ConnectorParts } from '../parts.ts';
import { within } from '../within.ts';
import { idOfMailbox } from './id-of-mailbox.ts';

/** Mailboxes that one search asks. Where there are more, whoever asks names the account. */
const MOST_ASKED = 10;
/** How long somebody waits for all of them. */
const WAIT_MS = 5_000;

interface Needed {
  readonly parts: {
    readonly settings: Pick<ConnectorParts['settings'], 'listProfiles' | 'listAccounts'>;
    readonly people: Pick<ConnectorParts['people'], 'list'>;
    readonly installation: Pick<ConnectorParts['installation'], 'assertConfirmed'>;
  };
  readonly sides: Pick<ExchangeSides, 'sideFor'>;
}

/**
 * What the mailboxes that the actor sees make of an id in a format of another program, each id once. One that has not
 * answered after five seconds has said nothing.
 */
export async function idsInMailboxes({ parts, sides }: Needed, actor: Actor, text: string): Promise<readonly string[]> {
  const seen = await listTargets(parts, actor.kind === 'operator' ? {} : { userIds: [actor.userId] });
  const targets = seen.filter(isReachable);
  if (targets.length > MOST_ASKED || !(await isConfirmed(parts))) return [];
  const ids: (string | null)[] = targets.map(() => null);
  const answers = targets.map(async (target, index) => {
    try {
      ids[index] = await idOfMailbox(sides.sideFor(target), text);
    } catch (error) {
      // Without a password, say: what is not opened is not asked.
      if (!(error instanceof ConnectorError)) throw error;
    }
  });
  await within(WAIT_MS, Promise.all(answers));
  return [...new Set(ids.filter((id) => id !== null))];
}
