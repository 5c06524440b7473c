import { z } from 'zod';
import { browseMailbox } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { mailboxContactsSchema, mailboxItem } from '../schemas/mailbox-item.ts';
import { isOwner, ownedAccountOrThrow } from '../security/owned-account.ts';
import { principalOf } from '../security/principal.ts';

export const browseMailboxContacts: Endpoint = (api, context) => {
  api.get(
    '/api/accounts/:name/mailbox/contacts',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'browseMailboxContacts',
        summary: 'What stands in the mailbox right now, asked from Exchange',
        description: 'What private items say is told to the owner of the account alone.',
        tags: ['mailbox'],
        params: z.object({ name: z.string() }),
        querystring: z.object({
          offset: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: mailboxContactsSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const account = await ownedAccountOrThrow(context, principal, request.params.name);
      const asked = { ...request.query, byOwner: isOwner(principal, account) };
      const { items, total } = await browseMailbox(context.connector, account.name, 'contacts', asked);
      return { items: items.map(mailboxItem), total };
    },
  );
};
