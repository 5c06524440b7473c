import swagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { type Api } from './endpoint.ts';
import { namedSchemas } from './schemas/named.ts';

/** Writes the OpenAPI 3.1 document from the schemas of the endpoints. */
export async function describeApi(api: Api, version: string): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Raccordo',
        version,
        description: 'Keeps a CRM’s contacts and appointments in step with Microsoft Exchange mailboxes.',
      },
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The token of the installation.' } },
      },
      security: [{ token: [] }],
      tags: [
        { name: 'status', description: 'What the connector does and why' },
        { name: 'runs', description: 'Synchronising now, and the history' },
        { name: 'configuration', description: 'Users, profiles, rules and accounts as one document' },
        { name: 'crm', description: 'Users, contacts and appointments of the CRM' },
        { name: 'mailbox', description: 'A mailbox as it is right now' },
      ],
    },
    transform: createJsonSchemaTransform({ schemaRegistry: namedSchemas }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: namedSchemas }),
  });
  api.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(api.swagger())),
  );
}
