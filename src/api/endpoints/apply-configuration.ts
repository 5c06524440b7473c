import { z } from 'zod';
import { applyConfiguration as apply } from '../../connector/index.ts';
import { refusedSettings } from '../configuration-problems.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { configurationResultSchema } from '../schemas/configuration.ts';
import { principalOf } from '../security/principal.ts';

/** A file of ten thousand accounts, with room. */
const LARGEST_DOCUMENT_BYTES = 16 * 1024 * 1024;

export const applyConfiguration: Endpoint = (api, { connector }) => {
  api.post(
    '/api/configuration',
    {
      bodyLimit: LARGEST_DOCUMENT_BYTES,
      config: { access: 'administrator' },
      schema: {
        operationId: 'applyConfiguration',
        summary: 'Makes the stored settings what a configuration file says',
        description:
          'Names are the identity; what the file does not name is left alone. A file with any problem changes nothing: ' +
          'the answer is 422 with `details.problems`, a list of `{ path, code, sentence, params, message }`.',
        tags: ['configuration'],
        body: z.strictObject({
          document: z.string().describe('YAML or JSON.'),
          secretValues: z
            .record(z.string(), z.string())
            .default({})
            .describe(
              'Passwords that the file refers to: `env:NAME` for `passwordEnv`, `file:PATH` for `passwordFile`.',
            ),
          dryRun: z.boolean().default(false).describe('Shows the difference and stores nothing.'),
        }),
        response: { 200: configurationResultSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const caller = principalOf(request);
      const result = await apply(connector.parts, connector.events, { ...request.body, caller });
      if (result.kind === 'applied') return { dryRun: result.dryRun, changes: result.changes };
      const title = `the configuration has ${result.problems.length} problem(s)`;
      throw refusedSettings('configuration_invalid', title, result.problems);
    },
  );
};
