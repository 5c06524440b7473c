import { z } from 'zod';
import { startUndo } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { namesOf, runResource } from '../../run-resource.ts';
import { runListSchema } from '../../schemas/run.ts';
import { ownedRunOrThrow } from '../../security/owned-run.ts';
import { principalOf } from '../../security/principal.ts';

export const undoRun: Endpoint = (api, context) => {
  api.post(
    '/api/runs/:id/undo',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'undoRun',
        summary: 'Plans what would take a run back on both sides; writes nothing',
        description:
          'Answers at once with a run of kind `undo`. Its plan is read and carried out like that of any other run: `GET /api/runs/{id}/plan`, `POST /api/runs/{id}/plan/apply`. Refused with 409: `run_undone`, `history_forgotten`, `run_changed_nothing`, `run_not_finished`.',
        tags: ['runs'],
        params: z.object({ id: z.string() }),
        response: { 202: runListSchema, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { run, account } = await ownedRunOrThrow(context, principalOf(request), request.params.id);
      const { runs } = await startUndo(context.connector, account.name, run);
      return reply.code(202).send({ runs: runs.map((started) => runResource(started, namesOf([account]))) });
    },
  );
};
