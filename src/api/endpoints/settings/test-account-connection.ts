import { z } from 'zod';
import { testAccountConnection as testAccount } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { ownedAccountOrThrow } from '../../security/owned-account.ts';
import { principalOf } from '../../security/principal.ts';
import { STEP_STREAM, streamSteps } from './step-stream.ts';

export const testAccountConnection: Endpoint = (api, context) => {
  api.post(
    '/api/accounts/:name/connection-test',
    {
      config: { access: 'own' },
      schema: {
        operationId: 'testAccountConnection',
        summary: 'Tries the connection of an account step by step, as its runs connect',
        description:
          'Users are told how each step ended and what they can do; server, service account and commands are for ' +
          `administrators. ${STEP_STREAM}`,
        tags: ['settings'],
        params: z.object({ name: z.string() }),
        body: z.strictObject({}).nullish(),
        produces: ['text/event-stream'],
        response: { ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const principal = principalOf(request);
      const { name } = await ownedAccountOrThrow(context, principal, request.params.name);
      await streamSteps(connector, reply, await testAccount(connector, principal, name));
    },
  );
};
