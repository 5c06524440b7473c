import type { Actor } from '../../crm/builtin/index.ts';
import { ConnectorError } from '../../model/index.ts';
import { listTargets } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { idOfMailbox } from './id-of-mailbox.ts';

/** Mailboxes that one search asks. Where there are more, whoever asks names the account. */
const MOST_ASKED = 10;

/** What the mailboxes that the actor sees make of an id in a format of another program, each id once. */
export async function idsInMailboxes(
  { parts, sides }: Connector,
  actor: Actor,
  text: string,
): Promise<readonly string[]> {
  const targets = await listTargets(parts, actor.kind === 'operator' ? {} : { userIds: [actor.userId] });
  if (targets.length > MOST_ASKED) return [];
  const ids = await Promise.all(
    targets.map(async (target) => {
      try {
        return await idOfMailbox(sides.sideFor(target), text);
      } catch (error) {
        // Not granted, or without a password: what is not opened is not asked.
        if (error instanceof ConnectorError) return null;
        throw error;
      }
    }),
  );
  return [...new Set(ids.filter((id) => id !== null))];
}
