import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LARGEST_PHOTO_BYTES } from '../model/index.ts';
import type { ApiWorld, SignedIn } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';
import { conflictOfGiulia, GIULIA_AT_BRENTA } from './testing/giulia-at-brenta.ts';

const PNG = Buffer.from('89504e470d0a1a0a00ff00fe', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600', 'hex');

let world: ApiWorld;
let giulia: SignedIn;
let paolo: SignedIn;
let path: string;
beforeAll(async () => {
  world = await openApiWorld();
  giulia = await world.signIn('giulia');
  paolo = await world.signIn('paolo');
});
afterAll(() => world.close());
beforeEach(async () => {
  path = `/api/contacts/${(await giulia.call('POST', '/api/contacts', { body: { fields: { displayName: 'Marta' } } })).json.id}`;
});

async function send(
  who: SignedIn,
  method: string,
  options: {
    readonly body?: Uint8Array;
    readonly type?: string;
    readonly match?: string;
    readonly query?: string;
  } = {},
) {
  const { body, type = 'image/png', match = '*', query = '' } = options;
  return fetch(`${world.server.url}${path}/photo${query}`, {
    method,
    headers: {
      cookie: who.cookie,
      'x-csrf-token': who.csrfToken,
      'if-match': match,
      ...(body === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

describe('the photo of a contact', () => {
  test('is set, shown, replaced and taken away, each time as a new version of the contact', async () => {
    expect(await codeOf(await send(giulia, 'GET'))).toEqual([404, 'contact_photo_missing']);
    const before = await giulia.call('GET', path);
    const set = await send(giulia, 'PUT', { body: PNG, match: before.headers.get('etag') ?? '' });
    const digest = createHash('sha256').update(PNG).digest('hex');
    expect(await set.json()).toMatchObject({ fields: { photo: { digest, mediaType: 'image/png', bytes: 12 } } });
    expect(set.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(await bytesOf(await send(giulia, 'GET'))).toEqual(PNG);

    // A picture is what its bytes are, whatever it is called.
    expect((await send(giulia, 'PUT', { body: JPEG, type: 'image/png' })).status).toBe(200);
    expect((await send(giulia, 'GET')).headers.get('content-type')).toBe('image/jpeg');
    expect((await send(giulia, 'DELETE')).status).toBe(200);
    expect((await giulia.call('GET', path)).json.fields.photo ?? null).toBeNull();
  });

  test('goes to browsers as nothing but a picture, and to no shared cache', async () => {
    await send(giulia, 'PUT', { body: PNG });
    const { photo } = (await giulia.call('GET', path)).json.fields;
    const shown = await send(giulia, 'GET', { query: `?digest=${photo.digest}` });
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
    expect(shown.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(shown.headers.get('etag')).toBe(`"${photo.digest}"`);
    expect((await send(giulia, 'GET')).headers.get('cache-control')).toBe('private, no-cache');
    const again = await fetch(`${world.server.url}${path}/photo`, {
      headers: { cookie: giulia.cookie, 'if-none-match': `"${photo.digest}"` },
    });
    expect([again.status, (await bytesOf(again)).length]).toEqual([304, 0]);
    expect((await send(giulia, 'GET', { query: `?digest=${'0'.repeat(64)}` })).status).toBe(404);
  });

  test('is as visible, and as changeable, as the contact', async () => {
    await send(giulia, 'PUT', { body: PNG });
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const refused = await send(paolo, method, method === 'PUT' ? { body: JPEG } : {});
      expect(await codeOf(refused)).toEqual([404, 'crm_record_unknown']);
    }
    await giulia.call('PATCH', path, { body: { shared: true }, headers: { 'if-match': '*' } });
    expect(await bytesOf(await send(paolo, 'GET'))).toEqual(PNG);
    const nobody = await fetch(`${world.server.url}${path}/photo`);
    expect(nobody.status).toBe(401);
    expect((await giulia.call('DELETE', path, { headers: { 'if-match': '*' } })).status).toBe(204);
    expect((await send(giulia, 'GET')).status).toBe(410);
  });

  test('is not replaced by who has seen an older version, nor by who does not say which', async () => {
    const stale = (await giulia.call('GET', path)).headers.get('etag') ?? '';
    await send(giulia, 'PUT', { body: PNG });
    expect(await codeOf(await send(giulia, 'PUT', { body: JPEG, match: stale }))).toEqual([412, 'crm_record_changed']);
    expect((await send(giulia, 'DELETE', { match: stale })).status).toBe(412);
    expect((await send(giulia, 'PUT', { body: JPEG, match: '' })).status).toBe(428);
    expect(await bytesOf(await send(giulia, 'GET'))).toEqual(PNG);
  });

  test.each([
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'image/png',
      415,
      'photo_type_refused',
    ],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/jpeg', 415, 'photo_type_refused'],
    ['a bitmap', Buffer.from('BM0000'), 'image/png', 415, 'photo_type_refused'],
    ['nothing', Buffer.alloc(0), 'image/png', 415, 'photo_type_refused'],
    ['JSON', Buffer.from('{"a":1}'), 'application/json', 415, 'media_type_unsupported'],
    ['a drawing', PNG, 'image/svg+xml', 415, 'media_type_unsupported'],
    ['too large', Buffer.concat([PNG, Buffer.alloc(LARGEST_PHOTO_BYTES)]), 'image/png', 413, 'photo_too_large'],
    ['far too large', Buffer.concat([PNG, Buffer.alloc(2 * LARGEST_PHOTO_BYTES)]), 'image/png', 413, 'body_too_large'],
  ])('is refused when it is %s', async (_what, body, type, status, code) => {
    expect(await codeOf(await send(giulia, 'PUT', { body, type }))).toEqual([status, code]);
    expect((await send(giulia, 'GET')).status).toBe(404);
  });

  test('is not written as a field: nobody names a picture that is not theirs', async () => {
    const photo = { digest: 'a'.repeat(64), mediaType: 'image/png', bytes: 12 };
    const options = { body: { fields: { photo } }, headers: { 'if-match': '*' } };
    expect((await giulia.call('PATCH', path, options)).status).toBe(400);
    expect((await giulia.call('POST', '/api/contacts', { body: { fields: { displayName: 'x', photo } } })).status).toBe(
      400,
    );
  });
});

describe('the photos of a conflict', () => {
  const GIF = Buffer.from('GIF89a conflict');
  beforeAll(() => world.configure(GIULIA_AT_BRENTA));

  test('are shown to whoever sees the conflict', async () => {
    await send(giulia, 'PUT', { body: PNG });
    const { photo } = (await giulia.call('GET', path)).json.fields;
    await send(giulia, 'PUT', { body: GIF });
    const lost = (await giulia.call('GET', path)).json.fields.photo;
    const id = await conflictOfGiulia(world, giulia, 'photo', { crm: photo, exchange: lost });
    const shown = async (who: SignedIn, value: string) =>
      fetch(`${world.server.url}/api/conflicts/${id}/photos/${value}`, { headers: { cookie: who.cookie } });
    expect(await bytesOf(await shown(giulia, 'crm'))).toEqual(PNG);
    const loser = await shown(giulia, 'exchange');
    expect([loser.headers.get('content-type'), loser.headers.get('cache-control')]).toEqual([
      'image/gif',
      'private, no-cache',
    ]);
    expect(await bytesOf(loser)).toEqual(GIF);
    expect(await codeOf(await shown(giulia, 'base'))).toEqual([404, 'contact_photo_missing']);
    expect(await codeOf(await shown(paolo, 'crm'))).toEqual([404, 'conflict_unknown']);
  });

  test('are none of a conflict about another field, whatever its value looks like', async () => {
    await send(giulia, 'PUT', { body: PNG });
    const { photo } = (await giulia.call('GET', path)).json.fields;
    const id = await conflictOfGiulia(world, giulia, 'notes', { crm: photo, exchange: null });
    const response = await fetch(`${world.server.url}/api/conflicts/${id}/photos/crm`, {
      headers: { cookie: giulia.cookie },
    });
    expect(response.status).toBe(404);
  });
});
