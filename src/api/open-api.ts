import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Api } from './endpoint.ts';

type Document = ReturnType<typeof jsonSchemaTransformObject>;

/** Every named shape is made in two forms, for requests and for answers; ours stand in answers only. */
function withoutUnusedShapes(document: Document): Document {
  const { components } = document as { readonly components?: { readonly schemas?: Record<string, object> } };
  const schemas = components?.schemas ?? {};
  const references = (part: unknown) =>
    [...JSON.stringify(part).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '');
  const used = new Set<string>();
  const pending = references({ ...document, components: {} });
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    pending.push(...references(schemas[name] ?? {}));
  }
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return { ...document, components: { ...components, schemas: kept } };
}

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
    transform: jsonSchemaTransform,
    transformObject: (document) => withoutUnusedShapes(jsonSchemaTransformObject(document)),
  });
  api.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(api.swagger())),
  );
}
