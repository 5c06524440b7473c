import fastify from 'fastify';
import { expect, test } from 'vitest';
import { enforceAccess } from './access-rules.ts';

test('an address under /api that does not say who may call it keeps the server from starting', () => {
  const app = fastify();
  enforceAccess(app);
  expect(() => app.get('/api/secrets', async () => 'all')).toThrow('GET /api/secrets');
  expect(() => app.get('/api/health', { config: { access: 'open' } }, async () => 'ok')).not.toThrow();
  expect(() => app.get('/page', async () => 'for everybody')).not.toThrow();
});
