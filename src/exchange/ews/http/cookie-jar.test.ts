import { describe, expect, test } from 'vitest';
import { channelFor, failure, READ } from '../../../../test/support/ews/channel.ts';
import { startHttpServer } from '../../../../test/support/ews/servers.ts';
import { envelope, response, sendXml } from '../../../../test/support/ews/soap-answers.ts';
import { createCookieJar } from './cookie-jar.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const PATH = '/EWS/Exchange.asmx';
const jarOf = (protocol = 'https:') => createCookieJar({ hostname: 'mail.example.org', protocol });

describe('the cookies of one server', () => {
  test('a later value replaces an earlier one, several go out together', () => {
    const jar = jarOf();
    jar.store(['a=1', 'b=x=y; path=/ews; secure; HttpOnly'], NOW);
    jar.store('a=2; Path=/', NOW);
    expect(jar.header(PATH, NOW)?.split('; ').sort()).toEqual(['a=2', 'b=x=y']);
  });

  test('what has expired is neither kept nor sent', () => {
    const jar = jarOf();
    jar.store(['a=1; Max-Age=10', 'b=1; Expires=Wed, 25 Nov 2026 12:00:20 GMT', 'c=1'], NOW);
    expect(jar.header(PATH, NOW + 11_000)).toBe('b=1; c=1');
    jar.store(['c=; Max-Age=0', 'b=; expires=Thu, 01 Jan 1970 00:00:00 GMT'], NOW);
    expect(jar.header(PATH, NOW + 11_000)).toBeNull();
  });

  test.each([
    ['a=1; path=/owa', 'https:'],
    ['a=1; path=/EWS/Exch', 'https:'],
    ['a=1; domain=example.com', 'https:'],
    ['a=1; domain=other.example.org', 'https:'],
    ['a=1; secure', 'http:'],
    ['nonsense', 'https:'],
    ['=1', 'https:'],
    [`a=${'x'.repeat(9_000)}`, 'https:'],
  ])('%j over %s is not for this request', (line, protocol) => {
    const jar = jarOf(protocol);
    jar.store(line, NOW);
    expect(jar.header(PATH, NOW)).toBeNull();
  });

  test('a parent domain is fine, and the number of cookies is bounded', () => {
    const jar = jarOf();
    jar.store('a=1; domain=.example.org', NOW);
    jar.store(
      Array.from({ length: 200 }, (_, index) => `n${index}=1`),
      NOW,
    );
    expect(jar.header(PATH, NOW)?.split('; ')).toHaveLength(50);
    jar.clear();
    expect(jar.header(PATH, NOW)).toBeNull();
  });

  test('together they fit into a line of header; those that were set last stay', () => {
    const jar = jarOf();
    for (let index = 0; index < 20; index += 1) jar.store(`n${index}=${String(index % 10).repeat(1_500)}`, NOW);
    const header = jar.header(PATH, NOW) ?? '';
    expect(header.length).toBeLessThanOrEqual(8_000);
    expect(header.split('; ').map((cookie) => cookie.split('=')[0])).toEqual(['n15', 'n16', 'n17', 'n18', 'n19']);
  });

  test('one that is set again counts as the last', () => {
    const jar = jarOf();
    const long = 'x'.repeat(1_500);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'a', 'f']) jar.store(`${name}=${long}`, NOW);
    expect(jar.header(PATH, NOW)).toMatch(/\ba=/);
    expect(jar.header(PATH, NOW)).not.toMatch(/\bb=/);
  });
});

/** @returns whether cookies came with each of three requests, of which the second is answered with `status` */
async function cookiesSent(status: number, cookie: string): Promise<readonly boolean[]> {
  const server = await startHttpServer((_, to) => {
    if (server.requests.length === 2) to.writeHead(status).end();
    else sendXml(to, envelope(response('GetItem', ['NoError'])), 200, { 'set-cookie': `session=${cookie}` });
  });
  const channel = channelFor(server.url);
  await channel.send(READ);
  await failure(channel.send(READ));
  await channel.send(READ);
  return server.requests.map(({ headers }) => headers.cookie !== undefined);
}

test.each([
  [431, 'a'],
  [400, 'a'.repeat(6_000)],
])(
  'a server that answers %i, which the cookies may be the reason for, gets the next request without',
  async (...how) => {
    expect(await cookiesSent(...how)).toEqual([false, true, false]);
  },
);

test('few cookies are not the reason for a bad request: what hangs on them, as a subscription does, goes on', async () => {
  expect(await cookiesSent(400, 'a')).toEqual([false, true, true]);
});
