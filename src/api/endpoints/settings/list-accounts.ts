import { z } from 'zod';
import { pageAccountViews } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { accountListSchema } from '../../schemas/account.ts';
import { askedUserId } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';
import { listedAccountResource } from './account-resource.ts';

export const listAccounts: Endpoint = (api, context) => {
  api.get(
    '/api/accounts',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'listAccounts',
        summary: 'Accounts in order of name, with how they stand; a user sees the own ones',
        tags: ['settings'],
        querystring: z.object({
          user: z.string().optional().describe('Login name: only the accounts of this user.'),
          profile: z.string().optional().describe('Name: only the accounts of this profile.'),
          claim: z.enum(['granted', 'waiting', 'refused']).optional().describe('Only those whose claim stands so.'),
          search: z
            .string()
            .trim()
            .min(1)
            .max(100)
            .optional()
            .describe(
              'Words of the user’s names or e-mail address, or a part of the mailbox or of the account’s name.',
            ),
          cursor: z.string().optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: accountListSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { user, profile, claim, search, cursor = '', limit } = request.query;
      const userId = await askedUserId(context, principalOf(request), user);
      if (userId === null) return { accounts: [], cursor: null, total: 0 };
      const after = Buffer.from(cursor, 'base64url').toString('utf8');
      const filter = { userId, profile, claim, search };
      const { accounts, more, total } = await pageAccountViews(context.connector, filter, after, limit);
      const last = accounts.at(-1)?.name;
      const next = more && last !== undefined ? Buffer.from(last, 'utf8').toString('base64url') : null;
      return { accounts: accounts.map(listedAccountResource), cursor: next, total };
    },
  );
};
