import { testProfileConnection as testProfile } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { connectionTestRequestSchema } from '../../schemas/connection-test.ts';
import { principalOf } from '../../security/principal.ts';
import { storedOrThrow } from './settings-outcome.ts';
import { STEP_STREAM, streamSteps } from './step-stream.ts';

export const testProfileConnection: Endpoint = (api, context) => {
  api.post(
    '/api/connection-tests',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'testProfileConnection',
        summary: 'Tries a connection step by step: of a profile as it is stored, or as it stands in a form',
        description:
          'A draft without a password is tried with the stored one of `profile`, but not with another server ' +
          '(409 `password_needed_for_new_server`, `secret_needed_for_new_server`). ' +
          STEP_STREAM,
        tags: ['settings'],
        body: connectionTestRequestSchema,
        produces: ['text/event-stream'],
        response: { ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { connector } = context;
      const { profile, draft, mailbox } = request.body;
      const test = await testProfile(connector, principalOf(request), { profile, draft, mailbox });
      await streamSteps(connector, reply, storedOrThrow(test));
    },
  );
};
