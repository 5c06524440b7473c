import { z } from 'zod';
import { ITEM_TYPES } from '../../model/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { runResource } from '../run-resource.ts';
import { runListSchema } from '../schemas/run.ts';
import { ownedAccountOrThrow } from '../security/owned-account.ts';
import { nameOf, principalOf } from '../security/principal.ts';

const planHashSchema = z.string().min(1).max(100);

export const startRuns: Endpoint = (api, context) => {
  api.post(
    '/api/accounts/:name/runs',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'startRuns',
        summary: 'Synchronises an account now: one run for each item type, contacts first',
        description: 'Answers at once. Follow each run with `GET /api/runs/{id}?wait=20` or the events.',
        tags: ['runs'],
        params: z.object({ name: z.string() }),
        body: z.strictObject({
          dryRun: z.boolean().default(false).describe('Plans, writes nothing, and lists the steps.'),
          approve: z
            .union([planHashSchema, z.array(planHashSchema).max(ITEM_TYPES.length)])
            .nullable()
            .default(null)
            .describe('`planHash` of a held run, or of one for each item type: lets exactly these plans through.'),
        }),
        response: { 202: runListSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const principal = principalOf(request);
      const { name: accountName } = await ownedAccountOrThrow(context, principal, request.params.name);
      const approvedHashes = typeof body.approve === 'string' ? [body.approve] : (body.approve ?? []);
      const { runs } = await context.connector.synchroniser.start({
        accountName,
        trigger: 'request',
        dryRun: body.dryRun,
        approvedHashes,
        approvedBy: approvedHashes.length === 0 ? null : nameOf(principal),
        startedBy: principal,
      });
      const names = new Map(runs.map(({ accountId }) => [accountId, accountName]));
      return reply.code(202).send({ runs: runs.map((run) => runResource(run, names)) });
    },
  );
};
