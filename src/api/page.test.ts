import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from './endpoint.ts';
import { servePage } from './page.ts';

let directory: string;
let api: Api;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'raccordo-page-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'assets', 'app-1a2b.js'), 'console.log(1)');
  await writeFile(join(directory, 'index.html'), '<style nonce="__CSP_NONCE__"></style><title>Raccordo</title>');
  api = fastify().withTypeProvider<ZodTypeProvider>();
  await servePage(api, directory);
});
afterAll(async () => {
  await api.close();
  await rm(directory, { recursive: true });
});

const html = { accept: 'text/html,application/xhtml+xml' };

describe('the page', () => {
  test('is served with a policy that allows its own scripts, and styles with a nonce that is new each time', async () => {
    const first = await api.inject({ url: '/', headers: html });
    const second = await api.inject({ url: '/', headers: html });
    const policy = String(first.headers['content-security-policy']);
    const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThan(20);
    expect(first.body).toContain(`nonce="${nonce}"`);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(second.body).not.toContain(nonce);
  });

  test('answers at addresses that it reads itself, but not for files and not under /api', async () => {
    expect((await api.inject({ url: '/accounts/giulia', headers: html })).body).toContain('Raccordo');
    expect((await api.inject({ url: '/assets/missing.js' })).statusCode).toBe(404);
    expect((await api.inject({ url: '/api/nothing', headers: html })).json()).toMatchObject({
      code: 'address_unknown',
    });
  });

  test('lets browsers keep what has its hash in the name, and leads nowhere outside its folder', async () => {
    const asset = await api.inject('/assets/app-1a2b.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/..%5c..%5cx']) {
      const answer = await api.inject(path);
      expect([path, answer.body.includes('"dependencies"')]).toEqual([path, false]);
    }
  });

  test('that was not built is a 404, and the API works without it', async () => {
    const bare: Api = fastify().withTypeProvider<ZodTypeProvider>();
    await servePage(bare, null);
    expect((await bare.inject({ url: '/', headers: html })).json()).toMatchObject({ status: 404 });
    await bare.close();
  });
});
