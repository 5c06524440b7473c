import { X509Certificate } from 'node:crypto';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { channelFor, failure, optionsFor, PASSWORD, READ, USER, WRITE } from '../../../../test/support/ews/channel.ts';
import { createNtlmAcceptor } from '../../../../test/support/ews/ntlm-acceptor.ts';
import { startHttpServer, tlsFixture } from '../../../../test/support/ews/servers.ts';
import { envelope, response, sendXml } from '../../../../test/support/ews/soap-answers.ts';
import { createServerPaces } from '../pace/index.ts';
import { startDeadline } from './deadline.ts';
import { createEwsHttp } from './ews-http.ts';
import { forgetRefusals } from './shared-verdicts.ts';

const OK = envelope(response('GetItem', ['NoError']));
const basicHeader = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;

describe('Basic', () => {
  test('fixed, it goes out with the first request; user and password are UTF-8', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, OK));
    await channelFor(server.url).send(READ);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers.authorization).toBe(basicHeader);
  });

  test('a wrong password is refused after one try, and says which host and user', async () => {
    const server = await startHttpServer((_, to) => to.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end());
    const error = await failure(channelFor(server.url).send(WRITE));
    expect(error).toMatchObject({
      code: 'sign_in_refused',
      disposition: 'reauth',
      details: { host: `127.0.0.1:${server.port}`, user: USER },
    });
    expect(error.details['mayHaveBeenApplied']).toBeUndefined();
    expect(server.requests).toHaveLength(1);
    expect(JSON.stringify(error) + error.message).not.toContain(PASSWORD);
  });

  test('a 401 after the credentials have worked is tried once more, on another connection', async () => {
    const sockets = new Set<unknown>();
    const server = await startHttpServer((request, to) => {
      sockets.add(request.socket);
      if (server.requests.length === 2) to.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      else sendXml(to, OK);
    });
    const channel = channelFor(server.url);
    await channel.send(READ);
    await channel.send(WRITE);
    expect(server.requests).toHaveLength(3);
    expect(sockets.size).toBe(2);
  });

  test('a server that does not offer it makes that plain', async () => {
    const server = await startHttpServer((_, to) =>
      to.writeHead(401, { 'www-authenticate': ['Negotiate', 'NTLM'] }).end(),
    );
    const error = await failure(channelFor(server.url).send(READ));
    expect(error).toMatchObject({ code: 'sign_in_unsupported', details: { offered: 'Negotiate, NTLM' } });
  });
});

describe('NTLM', () => {
  test('200 requests at once over 4 connections need 4 handshakes, with MIC', async () => {
    const acceptor = createNtlmAcceptor({ user: USER });
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK);
    });
    const channel = channelFor(server.url, { signIn: 'ntlm', maxConnections: 4 });
    const answers = await Promise.all(Array.from({ length: 200 }, () => channel.send(READ)));

    expect(answers.map((answer) => answer.name)).toEqual(Array.from({ length: 200 }, () => 'GetItemResponse'));
    expect(acceptor.refusals).toEqual([]);
    expect(acceptor.signIns).toBe(4);
    expect(server.connectionCount).toBe(4);
    expect(server.requests).toHaveLength(204);
    // Whoever is signed in says nothing more; the first message never carries the request.
    expect(server.requests.filter((request) => request.headers.authorization !== undefined)).toHaveLength(8);
    expect(server.requests.filter((request) => request.body === '')).toHaveLength(4);
  });

  test('a connection that the server closes is signed in anew, a write included', async () => {
    const acceptor = createNtlmAcceptor({ user: USER });
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK, 200, { connection: 'close' });
    });
    const channel = channelFor(server.url, { signIn: 'ntlm' });
    await channel.send(READ);
    await channel.send(WRITE);
    expect(acceptor.signIns).toBe(2);
    expect(acceptor.refusals).toEqual([]);
  });

  test('the password goes with the account as DOMAIN\\user and beside a domain', async () => {
    for (const credentials of [
      { kind: 'password' as const, user: 'CONTOSO\\zoë', domain: null, password: PASSWORD },
      { kind: 'password' as const, user: 'zoë', domain: 'CONTOSO', password: PASSWORD },
    ]) {
      const acceptor = createNtlmAcceptor({ user: 'zoë', domain: 'CONTOSO' });
      const server = await startHttpServer((request, to) => {
        if (acceptor.accepts(request, to)) sendXml(to, OK);
      });
      await channelFor(server.url, { signIn: 'ntlm', credentials }).send(READ);
      expect(acceptor.signIns).toBe(1);
    }
  });

  test('over TLS it is bound to the server’s certificate', async () => {
    const certificate = new X509Certificate(tlsFixture('localhost.cert')).raw;
    const acceptor = createNtlmAcceptor({ user: USER, boundTo: { certificate, hash: 'sha384' } });
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK);
    }, 'localhost');
    const tls = { certificateSha256: null, caPem: tlsFixture('ca') };
    await channelFor(server.url, { signIn: 'ntlm', tls }).send(READ);
    expect(acceptor.refusals).toEqual([]);
    expect(acceptor.signIns).toBe(1);
  });

  test('a binding to another certificate is refused: somebody stands in between', async () => {
    const certificate = new X509Certificate(tlsFixture('other-name.cert')).raw;
    const acceptor = createNtlmAcceptor({ user: USER, boundTo: { certificate, hash: 'sha256' } });
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK);
    }, 'localhost');
    const tls = { certificateSha256: null, caPem: tlsFixture('ca') };
    const error = await failure(channelFor(server.url, { signIn: 'ntlm', tls }).send(READ));
    expect(error.code).toBe('sign_in_refused');
    expect(acceptor.refusals).toEqual(['wrong channel binding']);
  });

  test('a wrong password costs one try, not one a scheme', async () => {
    const acceptor = createNtlmAcceptor({ user: USER, ntHash: '00'.repeat(16), schemes: ['Negotiate', 'NTLM'] });
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK);
    });
    const error = await failure(channelFor(server.url, { signIn: 'auto' }).send(WRITE));
    expect(error).toMatchObject({ code: 'sign_in_refused', disposition: 'reauth' });
    expect(acceptor.refusals).toEqual(['wrong password']);
  });

  test('a wrong password is tried no second time: neither as Basic, nor by the requests that follow', async () => {
    const acceptor = createNtlmAcceptor({ user: USER, ntHash: '00'.repeat(16), schemes: ['NTLM', 'Basic realm="x"'] });
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK);
    });
    const channel = channelFor(server.url, { signIn: 'auto' });
    for (const request of [READ, WRITE])
      expect(await failure(channel.send(request))).toMatchObject({
        code: 'sign_in_refused',
        details: { scheme: 'NTLM' },
      });
    expect(acceptor.refusals).toEqual(['wrong password']);
    expect(server.requests.filter(({ headers }) => headers.authorization?.startsWith('Basic'))).toEqual([]);

    // After a quarter of an hour somebody may have unlocked the account.
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now + 15 * 60_000 + 1_000);
    onTestFinished(() => clock.mockRestore());
    await failure(channel.send(READ));
    expect(acceptor.refusals).toHaveLength(2);
  });

  test.each([
    ['http://[2001:db8::25]/EWS/Exchange.asmx', 'HTTP/2001:db8::25'],
    ['http://MAIL.azienda.example:8080/EWS/Exchange.asmx', 'HTTP/mail.azienda.example'],
  ])('it is meant for the service of the host alone: %s', async (url, service) => {
    const acceptor = createNtlmAcceptor({ user: USER, service });
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK);
    });
    const whereabouts = () => ({ host: '127.0.0.1', port: server.port });
    const http = createEwsHttp(optionsFor(url, { signIn: 'ntlm' }), undefined, whereabouts);
    const deadline = startDeadline(5_000);
    onTestFinished(() => {
      http.close();
      deadline.dispose();
    });
    const post = { body: Buffer.from('<a/>'), headers: {}, writes: false, deadline, ready: () => {} };
    const standAside = (over: Promise<void>) => over;
    const progress = { bodyMayHaveLeft: false, httpStatus: null };
    expect(await http.post({ ...post, standAside, progress }, async ({ status }) => status)).toBe(200);
    expect(acceptor.refusals).toEqual([]);
  });

  test('an unreadable challenge is said to be one', async () => {
    const server = await startHttpServer((_, to) => to.writeHead(401, { 'www-authenticate': 'NTLM AAAA' }).end());
    expect((await failure(channelFor(server.url, { signIn: 'ntlm' }).send(READ))).code).toBe('sign_in_malformed');
  });

  test('a server that looks at the body before it asks who we are is signed in to all the same', async () => {
    const acceptor = createNtlmAcceptor({ user: USER });
    const server = await startHttpServer((request, to) => {
      if (request.body === '') to.writeHead(400).end();
      else if (acceptor.accepts(request, to)) sendXml(to, OK);
    });
    await channelFor(server.url, { signIn: 'ntlm' }).send(READ);
    await channelFor(server.url, { signIn: 'auto' }).send(READ);
    expect(acceptor.signIns).toBe(2);
  });
});

describe('one password for many mailboxes', () => {
  const refusing = () => createNtlmAcceptor({ user: USER, ntHash: '00'.repeat(16), schemes: ['NTLM'] });
  const mailboxes = Array.from({ length: 30 }, (_, index) => `user${index}@example.org`);

  test('is tried once when it is wrong, and is wrong for all of them', async () => {
    const acceptor = refusing();
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK);
    });
    const all = mailboxes.map((mailbox) => channelFor(server.url, { mailbox, signIn: 'auto' }));
    const errors = await Promise.all(all.map((channel) => failure(channel.send(READ))));
    expect(errors.map(({ code }) => code)).toEqual(mailboxes.map(() => 'sign_in_refused'));
    expect(acceptor.refusals).toEqual(['wrong password']);
    // A run that begins later, with a channel of its own, shows it no more than those before.
    expect((await failure(channelFor(server.url, { signIn: 'auto' }).send(READ))).code).toBe('sign_in_refused');
    expect(acceptor.refusals).toHaveLength(1);
  });

  test('with Basic as well, and whether the account is written with its domain before or beside it', async () => {
    const server = await startHttpServer((_, to) => to.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end());
    const ways = [
      { kind: 'password' as const, user: 'AZIENDA\\svc', domain: null, password: 'wrong' },
      { kind: 'password' as const, user: 'Svc', domain: 'azienda', password: 'wrong' },
    ];
    for (const credentials of ways)
      expect((await failure(channelFor(server.url, { credentials }).send(READ))).code).toBe('sign_in_refused');
    expect(server.requests).toHaveLength(1);
  });

  test('holds nobody up once it has proved right', async () => {
    const acceptor = createNtlmAcceptor({ user: USER });
    let most = 0;
    let atOnce = 0;
    const server = await startHttpServer((request, to) => {
      if (!acceptor.accepts(request, to)) return;
      atOnce += 1;
      most = Math.max(most, atOnce);
      setTimeout(() => {
        atOnce -= 1;
        sendXml(to, OK);
      }, 20);
    });
    const all = mailboxes.map((mailbox) => channelFor(server.url, { mailbox, signIn: 'ntlm' }));
    await Promise.all(all.map((channel) => channel.send(READ)));
    expect(acceptor.signIns).toBe(mailboxes.length);
    expect(most).toBeGreaterThan(5);
  });

  test('is shown once more when it is changed in the middle of the work', async () => {
    let isChanged = false;
    const right = createNtlmAcceptor({ user: USER });
    const wrong = refusing();
    const server = await startHttpServer((request, to) => {
      if (!isChanged && right.accepts(request, to)) sendXml(to, OK, 200, { connection: 'close' });
      else if (isChanged) wrong.accepts(request, to);
    });
    const channel = channelFor(server.url, { signIn: 'ntlm' });
    await channel.send(READ);
    isChanged = true;
    expect((await failure(channel.send(READ))).code).toBe('sign_in_refused');
    const others = mailboxes.map((mailbox) => channelFor(server.url, { mailbox, signIn: 'ntlm' }));
    for (const other of others) expect((await failure(other.send(READ))).code).toBe('sign_in_refused');
    expect(wrong.refusals).toEqual(['wrong password', 'wrong password']);
  });

  const toBasic = { 'www-authenticate': 'Basic realm="x"' };

  test('is right although one mailbox is refused: that one waits, the others go on', async () => {
    const server = await startHttpServer((request, to) => {
      if (request.headers['x-anchormailbox'] === 'bad-node@example.org' && server.requests.length > 1)
        to.writeHead(401, toBasic).end();
      else sendXml(to, OK);
    });
    await channelFor(server.url).send(READ);
    const refused = await failure(channelFor(server.url, { mailbox: 'bad-node@example.org' }).send(READ));
    expect(refused).toMatchObject({ code: 'sign_in_refused', disposition: 'backoff', retryAfterMs: 60_000 });
    const before = server.requests.length;
    for (const mailbox of mailboxes) await channelFor(server.url, { mailbox }).send(READ);
    expect(server.requests.length - before).toBe(mailboxes.length);
  });

  test('is asked for no more on a connection that is signed in, whatever comes of it elsewhere', async () => {
    let isChanged = false;
    const right = createNtlmAcceptor({ user: USER });
    const wrong = refusing();
    const signedIn = new Set<unknown>();
    const server = await startHttpServer((request, to) => {
      const isOld = signedIn.has(request.socket);
      if (isChanged && !isOld) wrong.accepts(request, to);
      else if (right.accepts(request, to)) sendXml(to, OK);
      if (!isChanged) signedIn.add(request.socket);
    });
    const old = channelFor(server.url, { signIn: 'ntlm' });
    await old.send(READ);
    isChanged = true;
    for (const mailbox of mailboxes) await failure(channelFor(server.url, { mailbox, signIn: 'ntlm' }).send(READ));
    expect(wrong.refusals).toHaveLength(2);
    await old.send(READ);
  });

  test.each([400, 408, 413, 500, 502, 504])('has not worked when a gateway answers %i', async (status) => {
    const server = await startHttpServer((_, to) => {
      if (server.requests.length === 1) to.writeHead(status, { 'content-type': 'text/html' }).end('<p>no');
      else to.writeHead(401, toBasic).end();
    });
    await failure(channelFor(server.url).send(WRITE));
    expect(await failure(channelFor(server.url).send(WRITE))).toMatchObject({
      code: 'sign_in_refused',
      disposition: 'reauth',
    });
    expect(server.requests).toHaveLength(2);
  });

  test('takes no places from others while the server thinks about it', async () => {
    let refuse = () => {};
    const server = await startHttpServer((request, to) => {
      if (request.headers.authorization === basicHeader) refuse = () => to.writeHead(401, toBasic).end();
      else sendXml(to, OK);
    });
    const paces = createServerPaces();
    const waiting = mailboxes.map((mailbox) => failure(channelFor(server.url, { mailbox, paces }).send(READ)));
    await expect.poll(() => server.requests.length).toBe(1);
    const credentials = { kind: 'password' as const, user: 'other', domain: null, password: 'other' };
    await channelFor(server.url, { mailbox: 'other@example.org', credentials, paces }).send(READ);
    refuse();
    const codes = (await Promise.all(waiting)).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['sign_in_refused']));
    expect(server.requests).toHaveLength(2);
  });

  test('which is refused from memory names no request that a server could find', async () => {
    const server = await startHttpServer((_, to) => to.writeHead(401, toBasic).end());
    const [first, second] = [
      await failure(channelFor(server.url).send(READ)),
      await failure(channelFor(server.url).send(READ)),
    ];
    expect(first.details).toMatchObject({ clientRequestId: server.requests[0]?.headers['client-request-id'] });
    expect(second).toMatchObject({ retryAfterMs: expect.any(Number), details: { remembered: true } });
    expect(second.details).not.toHaveProperty('clientRequestId');
  });

  test('is another question at another path, and of a user in another case where no domain says that it is Windows', async () => {
    const server = await startHttpServer((_, to) => to.writeHead(401, toBasic).end());
    const show = (url: string, user: string) =>
      failure(channelFor(url, { credentials: { kind: 'password', user, domain: null, password: 'wrong' } }).send(READ));
    for (const user of ['svc', 'Svc', 'svc', 'svc@azienda.example', 'SVC@azienda.example'])
      await show(server.url, user);
    expect(server.requests).toHaveLength(3);
    await show(new URL('/other/Exchange.asmx', server.url).href, 'svc');
    expect(server.requests).toHaveLength(4);
  });

  test('another password, and another way to sign in, are tried at once', async () => {
    const server = await startHttpServer((request, to) => {
      if (request.headers.authorization === basicHeader) sendXml(to, OK);
      else to.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    const wrong = { kind: 'password' as const, user: USER, domain: null, password: 'old' };
    expect((await failure(channelFor(server.url, { credentials: wrong }).send(READ))).code).toBe('sign_in_refused');
    await channelFor(server.url).send(READ);
    const before = server.requests.length;
    await failure(channelFor(server.url, { credentials: wrong, signIn: 'auto' }).send(READ));
    expect(server.requests.length).toBeGreaterThan(before);
  });

  test('is tried again when somebody tests the connection after the account was unlocked', async () => {
    let isLocked = true;
    const server = await startHttpServer((_, to) => {
      if (isLocked) to.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      else sendXml(to, OK);
    });
    expect((await failure(channelFor(server.url).send(READ))).code).toBe('sign_in_refused');
    isLocked = false;
    expect((await failure(channelFor(server.url).send(READ))).code).toBe('sign_in_refused');
    forgetRefusals({ kind: 'password', user: USER, domain: null, password: PASSWORD });
    await channelFor(server.url).send(READ);
  });
});

describe('auto', () => {
  test('NTLM is taken before Basic', async () => {
    const acceptor = createNtlmAcceptor({ user: USER, schemes: ['Basic realm="x"', 'Negotiate', 'NTLM'] });
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK);
    });
    await channelFor(server.url, { signIn: 'auto' }).send(READ);
    expect(acceptor.signIns).toBe(1);
    expect(server.requests.some((request) => request.headers.authorization?.startsWith('Basic'))).toBe(false);
  });

  test('where only Negotiate is offered, NTLM messages travel under that name', async () => {
    const acceptor = createNtlmAcceptor({ user: USER, schemes: ['Negotiate'] });
    const server = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) sendXml(to, OK);
    });
    for (const signIn of ['auto', 'ntlm'] as const) await channelFor(server.url, { signIn }).send(READ);
    expect(acceptor.signIns).toBe(2);
  });

  test('a Kerberos-only Negotiate and a broken NTLM leave Basic', async () => {
    const server = await startHttpServer((request, to) => {
      if (request.headers.authorization === basicHeader) sendXml(to, OK);
      else to.writeHead(401, { 'www-authenticate': ['Negotiate', 'Basic realm="x"'] }).end();
    });
    const channel = channelFor(server.url, { signIn: 'auto' });
    await channel.send(WRITE);
    const before = server.requests.length;
    await channel.send(WRITE);
    expect(server.requests.length).toBe(before + 1);
  });

  test.each([
    ['Negotiate', 'sign_in_kerberos_only'],
    ['NTLM', 'sign_in_malformed'],
  ])('%s that answers our first message with no challenge is no wrong password: %s', async (offered, code) => {
    const server = await startHttpServer((_, to) => to.writeHead(401, { 'www-authenticate': offered }).end());
    for (const signIn of ['auto', 'ntlm'] as const)
      expect(await failure(channelFor(server.url, { signIn }).send(READ))).toMatchObject({
        code,
        disposition: 'reauth',
        details: { scheme: offered },
      });
  });

  test.each([
    ['Negotiate', 'sign_in_kerberos_only'],
    ['NTLM', 'sign_in_malformed'],
  ])(
    '%s that stops answering with a challenge after the password has worked is no wrong password: %s',
    async (offered, code) => {
      let isDeaf = false;
      const acceptor = createNtlmAcceptor({ user: USER, schemes: [offered] });
      const server = await startHttpServer((request, to) => {
        if (isDeaf) to.writeHead(401, { 'www-authenticate': offered, connection: 'close' }).end();
        else if (acceptor.accepts(request, to)) sendXml(to, OK, 200, { connection: 'close' });
      });
      const channel = channelFor(server.url, { signIn: 'ntlm' });
      await channel.send(READ);
      isDeaf = true;
      for (const request of [READ, WRITE])
        expect(await failure(channel.send(request))).toMatchObject({ code, details: { scheme: offered } });

      // Nobody has looked at the password, so nothing keeps the next request from trying.
      isDeaf = false;
      await channel.send(READ);
      expect(acceptor.refusals).toEqual([]);
    },
  );

  test('where NTLM gets no challenge under its own name, it may under that of Negotiate', async () => {
    const acceptor = createNtlmAcceptor({ user: USER, schemes: ['Negotiate'] });
    const server = await startHttpServer((request, to) => {
      if (request.headers.authorization?.startsWith('NTLM '))
        to.writeHead(401, { 'www-authenticate': ['NTLM', 'Negotiate'] }).end();
      else if (request.headers.authorization === undefined && acceptor.signIns === 0)
        to.writeHead(401, { 'www-authenticate': ['NTLM', 'Negotiate'] }).end();
      else if (acceptor.accepts(request, to)) sendXml(to, OK);
    });
    await channelFor(server.url, { signIn: 'auto' }).send(WRITE);
    expect(acceptor.signIns).toBe(1);
  });

  test('a server that asks for nothing gets no password', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, OK));
    await channelFor(server.url, { signIn: 'auto' }).send(READ);
    expect(server.requests.every((request) => request.headers.authorization === undefined)).toBe(true);
  });

  test('the anonymous question carries no content', async () => {
    const server = await startHttpServer((request, to) => {
      if (request.headers.authorization === undefined) to.writeHead(401, { 'www-authenticate': 'Basic realm=x' }).end();
      else sendXml(to, OK);
    });
    await channelFor(server.url, { signIn: 'auto' }).send(WRITE);
    expect(server.requests.map((request) => request.body === '')).toEqual([true, false]);
  });

  test('a proxy that closes the connection after every 401 is coped with', async () => {
    const server = await startHttpServer((request, to) => {
      if (request.headers.authorization === undefined) {
        to.writeHead(401, { 'www-authenticate': 'Basic realm=x', connection: 'close' }).end();
      } else sendXml(to, OK, 200, { connection: 'close' });
    });
    await channelFor(server.url, { signIn: 'auto' }).send(WRITE);
    expect(server.requests).toHaveLength(2);
  });
});
