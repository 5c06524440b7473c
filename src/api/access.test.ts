import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asUser } from '../crm/builtin/index.ts';
import type { FieldValue } from '../model/index.ts';
import type { Access } from './endpoint.ts';
import type { ApiWorld, SignedIn } from './testing/api-world.ts';
import { callRaw, openApiWorld, TEST_PASSWORD } from './testing/api-world.ts';
import { conflictOfGiulia, GIULIA_AT_BRENTA } from './testing/giulia-at-brenta.ts';
import type { Operation } from './testing/operations.ts';
import { operationsOf } from './testing/operations.ts';
import type { SampleRequest } from './testing/sample-requests.ts';
import { sampleRequests } from './testing/sample-requests.ts';

let world: ApiWorld;
let operations: readonly Operation[];
let samples: Readonly<Record<string, SampleRequest | undefined>>;

/** `giulia` owns what the samples name, `paolo` nothing of it. */
const CALLERS = ['nobody', 'giulia', 'paolo', 'administrator', 'operator'] as const;
type Caller = (typeof CALLERS)[number];

beforeAll(async () => {
  world = await openApiWorld();
  operations = await operationsOf(world);
  const giulia = await world.signIn('giulia');
  await world.addPerson('paolo');
  await world.configure(GIULIA_AT_BRENTA);
  const made = async (path: string, fields: unknown): Promise<string> =>
    (await giulia.call('POST', path, { body: { fields } })).json.id;
  const time = { kind: 'allDay', startDate: '2026-03-02', endDate: '2026-03-03' };
  const runs = await giulia.call('POST', '/api/accounts/giulia-brenta/runs', { body: { dryRun: true } });
  const contactId = await made('/api/contacts', { displayName: 'Marta Züst' });
  const names = { account: 'giulia-brenta', profile: 'brenta', user: 'giulia' };
  const ids = {
    runId: runs.json.runs[0].id,
    contactId,
    appointmentId: await made('/api/appointments', { subject: 'Visita', time }),
    conflictId: await conflictOfGiulia(world, giulia, 'displayName', { crm: 'Marta', exchange: 'Martha' }),
    photoConflictId: await conflictOfGiulia(world, giulia, 'photo', {
      crm: await photoOf(giulia, contactId),
      exchange: null,
    }),
  };
  const { rules } = (await world.call('GET', '/api/profiles/brenta/rules/contacts')).json;
  samples = sampleRequests({ ...names, ...ids, rules }, TEST_PASSWORD);
});
afterAll(() => world.close());

/** Gives the contact a photo. */
async function photoOf({ person }: SignedIn, id: string): Promise<FieldValue> {
  const change = { id, expectedVersion: null, content: Buffer.from('GIF89a') };
  const result = await world.connector.parts.crm.photos.set(asUser(person.id), change);
  if (result.kind !== 'done') throw new Error(result.kind);
  return result.record.fields['photo'] ?? null;
}

const sessions = new Map<Caller, SignedIn>();

async function headersOf(caller: Caller): Promise<Readonly<Record<string, string>>> {
  if (caller === 'nobody') return {};
  if (caller === 'operator') return { authorization: `Bearer ${world.connector.token}` };
  const session =
    sessions.get(caller) ??
    (caller === 'administrator' ? await world.signIn('amelia', 'administrator') : await world.signIn(caller));
  sessions.set(caller, session);
  return { cookie: session.cookie, 'x-csrf-token': session.csrfToken };
}

interface Answered {
  readonly status: number;
  /** Of a problem. */
  readonly code: string | null;
}

async function send(operation: Operation, sample: SampleRequest, caller: Caller): Promise<Answered> {
  const { path = {}, query = '', body, headers = {}, signsOut = false } = sample;
  const address = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => path[name] ?? `no-${name}`);
  const response = await fetch(`${world.server.url}${address}?${query}`, {
    method: operation.method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
      ...(await headersOf(caller)),
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  if (signsOut) sessions.clear();
  const isProblem = response.headers.get('content-type')?.includes('problem+json') === true;
  const code = isProblem ? ((await response.json()) as { code: string }).code : null;
  // Streams of events do not end by themselves.
  if (code === null) await response.body?.cancel();
  return { status: response.status, code };
}

/** What access rules and schemas refuse before a handler is asked. */
const BEFORE_THE_HANDLER = new Set([
  'sign_in_required',
  'token_required',
  'administrator_required',
  'csrf_refused',
  'acting_user_refused',
  'forbidden_field',
  'request_invalid',
  'body_missing',
  'body_invalid',
  'media_type_unsupported',
  'precondition_required',
  'address_unknown',
  'internal',
]);

type Outcome = 'reached' | 'hidden' | `${number} ${string}`;

function outcomeOf({ status, code }: Answered, access: Access): Outcome {
  if (code !== null && BEFORE_THE_HANDLER.has(code)) return `${status} ${code}`;
  return access === 'own' && status === 404 ? 'hidden' : 'reached';
}

function expectedOutcome(access: Access, caller: Caller): Outcome {
  if (access === 'open') return 'reached';
  if (caller === 'nobody') return '401 sign_in_required';
  if (caller === 'administrator' || caller === 'operator') return 'reached';
  if (access === 'administrator') return '403 administrator_required';
  return access === 'own' && caller === 'paolo' ? 'hidden' : 'reached';
}

describe('every operation of the OpenAPI document', () => {
  test('says who may call it, and how callers show who they are', () => {
    for (const { operationId, access, security, method } of operations) {
      const bySession = method === 'GET' ? { session: [] } : { session: [], csrf: [] };
      expect([operationId, security]).toEqual([operationId, access === 'open' ? [] : [{ token: [] }, bySession]]);
    }
    expect(
      operations
        .filter(({ access }) => access === 'open')
        .map(({ operationId }) => operationId)
        .sort(),
    ).toEqual(['createAdministrator', 'getHealth', 'getSetup', 'inspectLink', 'redeemLink', 'signIn']);
  });

  test('has a sample request here, and no sample is of an operation that is gone', () => {
    expect(Object.keys(samples).sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
  });

  test.each(CALLERS)('called by %s answers as its access rule says', async (caller) => {
    const unexpected: string[] = [];
    for (const operation of operations) {
      const { operationId, access } = operation;
      const answered = await send(operation, samples[operationId] ?? {}, caller);
      const outcome = outcomeOf(answered, access);
      const expected = expectedOutcome(access, caller);
      if (outcome === expected) continue;
      unexpected.push(`${operationId}: ${outcome} (${answered.status} ${answered.code}) instead of ${expected}`);
    }
    expect(unexpected).toEqual([]);
  });

  test('refuses a wrong token, the open ones too', async () => {
    for (const { method, path, operationId } of operations) {
      const { status, json } = await world.call(method, path.replaceAll(/\{\w+\}/g, 'x'), { token: 'wrong' });
      expect([operationId, status, json.code]).toEqual([operationId, 401, 'token_required']);
    }
  });
});

describe('what is no operation', () => {
  test('is no way around signing in: unknown addresses, the document, other spellings', async () => {
    for (const path of ['/api/openapi.json', '/api/nothing', '/api', '/api/', '/api/status?x=/api/health']) {
      expect([path, (await world.call('GET', path, { token: null })).status]).toEqual([path, 401]);
    }
    // Written as no browser would: the router decodes what a look at the address alone would not recognise.
    for (const [path, expected] of [
      ['/%61pi/status', 401],
      ['/api/%73tatus', 401],
      ['/api/status/', 401],
      ['/api/./status', 401],
      ['/API/status', 404],
      ['//api/status', 404],
      ['/api%2fstatus', 404],
      ['/x/../api/status', 404],
      ['/%2e/api/status', 404],
      ['/%zz', 404],
    ] as const) {
      const { status } = await callRaw(world.server, path, { host: 'localhost', accept: 'application/json' });
      expect([path, status]).toEqual([path, expected]);
    }
    const { status, headers, json } = await world.call('GET', '/api/nothing');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(json).toMatchObject({ type: 'urn:raccordo:problem:address_unknown', status: 404, code: 'address_unknown' });
  });

  test('asks for a session or the token with a problem that names its code', async () => {
    const { headers, json } = await world.call('GET', '/api/status', { token: null });
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(json).toEqual({
      type: 'urn:raccordo:problem:sign_in_required',
      title: 'sign in first',
      status: 401,
      code: 'sign_in_required',
      details: {},
    });
  });

  test('is told to browsers with headers that run nothing, frame nothing and keep nothing', async () => {
    const { headers } = await world.call('GET', '/api/status');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
