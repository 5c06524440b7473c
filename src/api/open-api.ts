import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Access, Api } from './endpoint.ts';
import { CSRF_HEADER } from './security/forgery.ts';
import { COOKIE_NAME, SECURE_COOKIE_NAME } from './security/session-cookie.ts';

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

const SECURITY_SCHEMES = {
  token: { type: 'http', scheme: 'bearer', description: 'The token of the installation: may do everything.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: COOKIE_NAME,
    description: `Of a person who signed in; over https its name is \`${SECURE_COOKIE_NAME}\`.`,
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: CSRF_HEADER,
    description: '`csrfToken` of the session, with every request that changes something.',
  },
} as const;

const BY_SESSION = { session: [] };
const BY_SESSION_WITH_PROOF = { session: [], csrf: [] };

/** How callers show who they are, and who may call. */
function accessFacts(access: Access, method: string) {
  const bySession = method === 'GET' ? BY_SESSION : BY_SESSION_WITH_PROOF;
  return { 'x-access': access, security: access === 'open' ? [] : [{ token: [] }, bySession] };
}

const transform: typeof jsonSchemaTransform = (facts) => {
  const { schema, url } = jsonSchemaTransform(facts);
  const { method, config } = facts.route;
  const access = config?.access;
  if (access === undefined) return { schema, url };
  return { schema: { ...schema, ...accessFacts(access, String(method)) }, url };
};

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
      components: { securitySchemes: SECURITY_SCHEMES },
      tags: [
        { name: 'people', description: 'Signing in, people, and the record of what they did' },
        { name: 'settings', description: 'Profiles, rules, accounts, connection tests' },
        { name: 'status', description: 'What the connector does and why' },
        { name: 'runs', description: 'Synchronising now, and the history' },
        { name: 'conflicts', description: 'What both sides had changed, and what a person decides' },
        { name: 'configuration', description: 'Users, profiles, rules and accounts as one document' },
        { name: 'crm', description: 'Contacts and appointments of the CRM' },
        { name: 'mailbox', description: 'A mailbox as it is right now' },
      ],
    },
    transform,
    transformObject: (document) => withoutUnusedShapes(jsonSchemaTransformObject(document)),
  });
  api.get('/api/openapi.json', { config: { access: 'signedIn' }, schema: { hide: true } }, async (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(api.swagger())),
  );
}
