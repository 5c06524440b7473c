import { z } from 'zod';
import { announceCrmChange } from '../../../connector/index.ts';
import type { Endpoint } from '../../endpoint.ts';
import { REFUSALS } from '../../endpoint.ts';
import { IMPORT_LIMIT_BYTES, importedFile } from '../../imported-file.ts';
import { importResultSchema } from '../../schemas/import-result.ts';
import { principalOf } from '../../security/principal.ts';
import { actingUserShape, makerOf } from './acting-user.ts';

export const importContacts: Endpoint = (api, { connector }) => {
  api.post(
    '/api/contacts/import',
    {
      bodyLimit: IMPORT_LIMIT_BYTES,
      config: { access: 'signedIn' },
      schema: {
        operationId: 'importContacts',
        summary: 'Imports a file of contacts (vCard 3.0 or 4.0)',
        description:
          'The body is the file. An object with a known UID updates its record; one that is refused never holds up the others.',
        tags: ['crm'],
        consumes: ['text/vcard', 'text/x-vcard', 'text/directory', 'application/octet-stream'],
        querystring: z.object({
          ...actingUserShape,
          owner: z.string().optional().describe('Id of the user who shall own the records. Default: the acting user.'),
        }),
        body: z.unknown(),
        response: { 200: importResultSchema, ...REFUSALS },
      },
    },
    async (request) => {
      const { query, body } = request;
      const actor = await makerOf(connector, principalOf(request), query.user, query.owner);
      const owner = query.owner === undefined ? {} : { ownerId: query.owner };
      const report = await connector.parts.crm.importContacts(actor, { content: importedFile(body), ...owner });
      const ownerId = query.owner ?? (actor.kind === 'user' ? actor.userId : '');
      await announceCrmChange(connector, 'contacts', [{ ownerId, shared: false, participantIds: [] }]);
      return report;
    },
  );
};
