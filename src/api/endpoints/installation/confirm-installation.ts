import { z } from 'zod';
import { confirmInstallation as confirm } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { installationResource } from '../../installation-resource.ts';
import { installationSchema } from '../../schemas/installation.ts';
import { nameOf, principalOf } from '../../security/principal.ts';

export const confirmInstallation: Endpoint = (api, { connector }) => {
  api.post(
    '/api/installation/confirmation',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'confirmInstallation',
        summary: 'Lets this installation go on with a database that was restored or copied',
        description:
          'Afterwards everything is compared, and nothing is deleted until that is done. Whatever else writes into the same ' +
          'mailboxes with a copy of this database has to be off: the two would not know of each other.',
        tags: ['status'],
        body: z.strictObject({}),
        response: { 200: installationSchema, ...REFUSALS },
      },
    },
    async (request) => {
      await confirm(connector, nameOf(principalOf(request)));
      return installationResource(connector);
    },
  );
};
