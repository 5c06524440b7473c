import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { installationResource } from '../../installation-resource.ts';
import { installationSchema } from '../../schemas/installation.ts';

export const getInstallation: Endpoint = (api, { connector }) => {
  api.get(
    '/api/installation',
    {
      config: { access: 'signedIn' },
      schema: {
        operationId: 'getInstallation',
        summary: 'Whether the database is the one that this installation worked with',
        tags: ['status'],
        response: { 200: installationSchema, ...REFUSALS },
      },
    },
    async () => installationResource(connector),
  );
};
