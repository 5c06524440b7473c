import { z } from 'zod';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { auditPageSchema } from '../../schemas/audit.ts';

export const listAudit: Endpoint = (api, { connector }) => {
  api.get(
    '/api/audit',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'listAudit',
        summary: 'Who did what, newest first; neither secrets nor contents',
        tags: ['people'],
        querystring: z.object({
          cursor: z.string().optional(),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        response: { 200: auditPageSchema, ...REFUSALS },
      },
    },
    async ({ query }) => connector.parts.people.pageAudit(query.cursor ?? null, query.limit),
  );
};
