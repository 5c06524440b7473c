import { z } from 'zod';
import type { Connector } from '../../../connector/index.ts';
import { refusal } from '../../../connector/index.ts';
import type { Actor } from '../../../crm/builtin/index.ts';
import { asUser, OPERATOR } from '../../../crm/builtin/index.ts';

/**
 * The token is the key to the whole installation, so its holder may act as anybody: `user` says as whom, and that
 * user's rights count. Without it every record can be read and changed.
 */
export const actingUserShape = {
  user: z.string().optional().describe('Name of the user on whose behalf; with that user’s rights and no more.'),
};

/** @throws ConnectorError `user_unknown` */
export async function actorOf({ parts }: Connector, userName: string | undefined): Promise<Actor> {
  if (userName === undefined) return OPERATOR;
  const user = await parts.crm.users.findByName(userName);
  if (user === null) throw refusal('user_unknown', `there is no user ${userName}`, { user: userName });
  return asUser(user.id);
}
