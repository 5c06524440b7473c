import { z } from 'zod';
import { explain } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { explanationSchema } from '../schemas/explanation.ts';
import { principalOf } from '../security/principal.ts';
import { actorOf } from './crm/acting-user.ts';

export const explainItem: Endpoint = (api, { connector }) => {
  api.get(
    '/api/explain',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'explainItem',
        summary: 'Why an item is as it is: link, decision, history, and what would change it',
        tags: ['status'],
        querystring: z.object({
          q: z
            .string()
            .trim()
            .min(1)
            .max(500)
            .describe(
              'An id of either side, or words of a name, address or subject. An id that nothing is known by is taken for ' +
                'one of another program (an entry id, an id of Outlook on the web) and translated by the active mailboxes ' +
                'that the caller sees, if they are no more than ten, as far as they answer within five seconds.',
            ),
        }),
        response: { 200: explanationSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const actor = await actorOf(connector, principalOf(request), undefined);
      return explain(connector, actor, request.query.q);
    },
  );
};
