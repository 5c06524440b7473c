import { z } from 'zod';
import { browseMailbox } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { mailboxContactsSchema, mailboxItem } from '../schemas/mailbox-item.ts';
import { ownedAccountOrThrow } from '../security/owned-account.ts';
import { principalOf } from '../security/principal.ts';

export const browseMailboxContacts: Endpoint = (api, context) => {
  api.get(
    '/api/accounts/:name/mailbox/contacts',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'browseMailboxContacts',
        summary: 'What stands in the mailbox right now, asked from Exchange',
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
      const { name } = await ownedAccountOrThrow(context, principalOf(request), request.params.name);
      const { items, total } = await browseMailbox(context.connector, name, 'contacts', request.query);
      return { items: items.map(mailboxItem), total };
    },
  );
};
