import { z } from 'zod';
import type { Connector } from '../../../connector/index.ts';
import { refusal } from '../../../connector/index.ts';
import type { Actor } from '../../../crm/builtin/index.ts';
import { asUser, OPERATOR } from '../../../crm/builtin/index.ts';
import type { Principal } from '../../../people/index.ts';
import { ApiRefusal } from '../../problem.ts';
import { isAdministrator } from '../../security/principal.ts';

/**
 * A user acts as the own person and nobody else. Administrators may act as anybody: `user` says as whom, and that
 * user's rights count; without it they read and change every record.
 */
export const actingUserShape = {
  user: z
    .string()
    .optional()
    .describe(
      'Name of the user on whose behalf; with that user’s rights and no more. Only administrators may name somebody else, ' +
        'or act over all records by naming nobody.',
    ),
};

/** @throws ApiRefusal 403 `acting_user_refused`; ConnectorError `user_unknown` */
export async function actorOf(
  { parts }: Connector,
  principal: Principal,
  userName: string | undefined,
): Promise<Actor> {
  if (principal.kind === 'person' && !isAdministrator(principal)) {
    // The same for names that exist and names that do not: which ones do is not told.
    if (userName === undefined || userName.toLowerCase() === principal.name.toLowerCase()) {
      return asUser(principal.userId);
    }
    throw new ApiRefusal(403, 'acting_user_refused', 'only administrators may act for somebody else');
  }
  if (userName === undefined) return OPERATOR;
  const user = await parts.crm.users.findByName(userName);
  if (user === null) throw refusal('user_unknown', `there is no user ${userName}`, { user: userName });
  return asUser(user.id);
}

/**
 * Who makes a new record: as `actorOf`, but an administrator who names neither a user nor an owner makes it for
 * themselves.
 */
export async function makerOf(
  connector: Connector,
  principal: Principal,
  userName: string | undefined,
  ownerId: string | undefined,
): Promise<Actor> {
  const actor = await actorOf(connector, principal, userName);
  const makesOwn = actor.kind === 'operator' && principal.kind === 'person' && ownerId === undefined;
  return makesOwn ? asUser(principal.userId) : actor;
}
