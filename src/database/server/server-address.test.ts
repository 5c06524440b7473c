import { describe, expect, test } from 'vitest';
import { nameOf, parseServerAddress } from './server-address.ts';

const parse = (text: string, environment: Readonly<Record<string, string>> = {}) =>
  parseServerAddress(text, environment);
const partOf = (text: string): unknown => {
  try {
    return parse(text);
  } catch (error) {
    expect(JSON.stringify([error, String(error)]), 'a password in an error').not.toContain('geheim');
    return (error as { readonly details: unknown }).details;
  }
};

describe('the address of a database', () => {
  test('has the parts of a postgres:// address', () => {
    expect(parse('postgres://raccordo:p%40ss%2F@db.acme.example:5433/crm')).toMatchObject({
      host: 'db.acme.example',
      port: 5433,
      user: 'raccordo',
      password: 'p@ss/',
      database: 'crm',
      connectTimeoutMs: 10_000,
    });
    expect(parse('postgresql://raccordo@[::1]/crm')).toMatchObject({ host: '::1', port: 5432, password: null });
    expect(parse('postgres://raccordo@/crm?host=/run/postgresql&port=5433')).toMatchObject({
      host: '/run/postgresql',
      port: 5433,
    });
  });

  test('may leave to the environment what libpq leaves to it', () => {
    const environment = { PGUSER: 'raccordo', PGPASSWORD: 'geheim', PGSSLMODE: 'require' };
    expect(parse('postgres://db.acme.example/crm', environment)).toMatchObject({
      user: 'raccordo',
      password: 'geheim',
      tls: { mode: 'require' },
    });
  });

  test('proves the server by default, unless nothing leaves this machine', () => {
    const modeOf = (text: string) => parse(text).tls.mode;
    expect(modeOf('postgres://u@db.acme.example/crm')).toBe('verify-full');
    for (const host of ['localhost', '127.0.0.1', '[::1]']) expect(modeOf(`postgres://u@${host}/crm`)).toBe('prefer');
    expect(modeOf('postgres://u@/crm?host=/run/postgresql')).toBe('prefer');
    expect(modeOf('postgres://u@db.acme.example/crm?sslmode=allow')).toBe('prefer');
    expect(parse('postgres://u@db/crm?sslrootcert=system').tls.rootCertificateFile).toBeNull();
  });

  test.each([
    ['mysql://u:geheim@db/crm', 'scheme'],
    ['db.acme.example/crm', 'address'],
    ['postgres://u:geheim@db', 'database'],
    ['postgres://:geheim@db/crm', 'user'],
    ['postgres://u:geheim@/crm', 'host'],
    ['postgres://u:geh%eim@db/crm', 'password'],
    ['postgres://u:geheim@db/crm?sslmode=on', 'sslmode'],
    ['postgres://u:geheim@db/crm?ssl_mode=require', 'ssl_mode'],
    ['postgres://u:geheim@db/crm?connect_timeout=soon', 'connect_timeout'],
    ['postgres://u:geheim@/crm?host=/run&port=0', 'port'],
  ])('that is wrong (%s) is refused by its part, and never quoted', (text, part) => {
    expect(partOf(text)).toEqual({ part });
  });

  test('is told to people without user and password', () => {
    expect(nameOf(parse('postgres://u:geheim@db.acme.example/crm'))).toBe('db.acme.example:5432/crm');
    expect(nameOf(parse('postgres://u:geheim@/crm?host=/run/postgresql'))).toBe('crm (/run/postgresql)');
  });
});
