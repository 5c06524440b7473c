import { z } from 'zod';
import { getRunOrThrow, refusal } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { namesOf, runResource } from '../run-resource.ts';
import { runSchema } from '../schemas/run.ts';
import { maySee } from '../security/owned-account.ts';
import { isAdministrator, principalOf } from '../security/principal.ts';

export const getRun: Endpoint = (api, context) => {
  api.get(
    '/api/runs/:id',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'getRun',
        summary: 'One run with its progress',
        tags: ['runs'],
        params: z.object({ id: z.string() }),
        querystring: z.object({
          wait: z.coerce.number().min(0).max(30).default(0).describe('Seconds to wait for its end before answering.'),
        }),
        response: { 200: runSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { connector } = context;
      const { id } = request.params;
      const principal = principalOf(request);
      // Before the waiting: how long a refusal takes must not tell that there is such a run.
      const { accountId } = await getRunOrThrow(connector, id, 0);
      const accounts = await connector.parts.settings.listAccounts({ ids: [accountId] });
      const sees = isAdministrator(principal) || accounts.some((account) => maySee(principal, account));
      if (!sees) throw refusal('run_unknown', `there is no run ${id}`, { run: id });
      const run = await getRunOrThrow(connector, id, request.query.wait * 1000);
      return runResource(run, namesOf(accounts));
    },
  );
};
