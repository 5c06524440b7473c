import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator, SimulatorUser } from '../../../simulator/index.ts';
import { DEFAULT_USERS, startSimulator } from '../../../simulator/index.ts';
import type { Answer, CallOptions } from '../../../src/api/testing/api-world.ts';
import { callerWith } from '../../../src/api/testing/http-client.ts';
import type { StartedCommand } from '../../support/command.ts';
import { runCommand, startCommand } from '../../support/command.ts';
import { GIULIA, MARIO, SERVICE } from '../../support/configuration.ts';
import { oauthFixture, TRUSTED } from '../../support/ews/application.ts';
import { APPLICATIONS, authorityOf, SERVER_TLS, WITH_CERTIFICATE, WITH_SECRET } from '../../support/oauth.ts';
import { filesBelow, findSpelled } from '../../support/spellings.ts';

const [, , , NICCOLO] = DEFAULT_USERS as readonly [unknown, unknown, unknown, SimulatorUser];
const SUCCESSOR = { certificate: oauthFixture('successor.cert'), privateKey: oauthFixture('successor.key') };

/** Everything that anybody types as a password in this story, right or wrong, in whatever field. */
const TYPED = {
  administrator: 'tre gufi sul campanile alto',
  administratorLater: 'sette barche nel porto vecchio',
  wrong: 'nove volpi dietro la stalla',
  wrongCurrent: 'otto lepri oltre il fosso',
  asName: 'cinque rondini sotto il tetto',
  inAddress: 'undici cervi in cima al colle',
  asBearer: 'dodici-tordi-tra-le-spighe-gialle',
  inBrokenBody: 'tredici ghiri dentro la soffitta',
  inWrongField: 'quattordici bisce lungo il canale',
  tooWeak: 'Corta-77xQ',
  user: 'dieci sorci nella dispensa fredda',
  service: SERVICE.password,
  serviceWrong: 'Servizio-Sbagliato-1981',
  own: GIULIA.password,
  ownWrong: 'Bianchi-Sbagliata-1982',
  byFile: 'Dal-File-Segreto-1983',
  byFileLater: 'Dal-File-Segreto-1984',
  byEnvironment: 'Da-Ambiente-Segreto-1985',
  byBrokenFile: 'Dal-File-Rotto-1986',
  byRefusedFile: 'Dal-File-Rifiutato-1987',
  clientSecret: WITH_SECRET.clientSecret,
  clientSecretWrong: 'Segreto-Sbagliato-1988',
  clientSecretByFile: 'Segreto-Dal-File-1989',
  clientSecretByEnvironment: 'Segreto-Da-Ambiente-1990',
  clientSecretInWrongField: 'Segreto-Fuori-Posto-1991',
};
/** Stands in the database in the clear, as it may: proof that looking into the files finds something. */
const KNOWN = 'Sentinella nel Database';

let simulator: RunningSimulator;
/** Over TLS, with applications. */
let secure: RunningSimulator;
let folder: string;
let data: string;
let server: StartedCommand;
let url: string;
/** Of sessions and links. */
const tokens = new Set<string>();
const answers: { readonly name: string; readonly content: Buffer }[] = [];
/** Answers whose purpose is to hand out a link. */
const links: string[] = [];
const outputs: { readonly name: string; readonly content: Buffer }[] = [];
let headers: Readonly<Record<string, string>> = {};

async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const answer = await callerWith(url, headers)(method, path, options);
  const told = { name: `${method} ${path}`, content: Buffer.from(answer.text) };
  const [, link] = /#link=([\w-]{43})/.exec(answer.text) ?? [];
  if (link === undefined) answers.push(told);
  else {
    tokens.add(link);
    links.push(link);
  }
  const [, session] = /raccordo_session=([\w-]{43})/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
  if (session !== undefined) {
    tokens.add(session);
    headers = { cookie: `raccordo_session=${session}`, 'x-csrf-token': answer.json.csrfToken };
  }
  return answer;
}

async function expectStatus(status: number, method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await call(method, path, { headers: { 'if-match': '*' }, ...(body === undefined ? {} : { body }) });
  expect([method, path, answer.status, answer.json?.code]).toEqual([method, path, status, answer.json?.code]);
  return answer;
}

async function serve(): Promise<{ readonly page: string }> {
  const args = ['serve', '--port', '0', '--json', '--data', data];
  server = startCommand(args, { RACCORDO_LOG_LEVEL: 'debug', RACCORDO_EXCHANGE_TIMEOUT_SECONDS: '5' });
  const started = JSON.parse(await server.firstLine()) as { readonly url: string; readonly page: string };
  url = started.url;
  return started;
}

async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  server.process.kill(signal);
  const { stderr, stdout } = await server.ended();
  outputs.push({ name: `log until ${signal}`, content: Buffer.from(stderr) });
  // Its first line is the one-time link of the setup, for whoever started it.
  outputs.push({ name: `output until ${signal}`, content: Buffer.from(stdout.split('\n').slice(1).join('\n')) });
}

async function apply(document: object | string, env: Readonly<Record<string, string>> = {}, exitCode = 0) {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  const { stdout, stderr } = await runCommand(['apply', '-f', file, '--data', data], { env, exitCode });
  outputs.push({ name: 'apply', content: Buffer.from(`${stdout}\n${stderr}`) });
}

const everything = () => [...filesBelow(data), ...answers, ...outputs];
/** A few lines of a private key say enough of it. */
const KEY_LINES = [WITH_CERTIFICATE.privateKey, SUCCESSOR.privateKey].flatMap((pem) => pem.split('\n').slice(4, 6));
const secrets = () => [...Object.values(TYPED), ...tokens, ...KEY_LINES];

async function runsOf(account: string): Promise<readonly unknown[]> {
  const { json } = await expectStatus(202, 'POST', `/api/accounts/${account}/runs`, {});
  const problems = [];
  for (const { id } of json.runs) problems.push((await call('GET', `/api/runs/${id}?wait=20`)).json.problem?.code);
  return problems;
}

beforeAll(async () => {
  simulator = await startSimulator();
  secure = await startSimulator({ tls: SERVER_TLS, applications: APPLICATIONS });
  folder = mkdtempSync(join(tmpdir(), 'raccordo-secrets-'));
  data = join(folder, 'data');
});
afterAll(async () => {
  if (server.process.exitCode === null) server.process.kill('SIGKILL');
  await simulator.close();
  await secure.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.sequential('no password, secret, private key, session or link stands anywhere in the clear', () => {
  test('people: the first administrator, a colleague, and every mistake that one can make', async () => {
    const { page } = await serve();
    const token = page.split('#link=')[1] as string;
    tokens.add(token);
    const identity = { name: 'ada', displayName: KNOWN, email: 'ada@azienda.example', timeZone: 'Europe/Rome' };
    await expectStatus(422, 'POST', '/api/setup', { token, ...identity, password: TYPED.tooWeak });
    await expectStatus(201, 'POST', '/api/setup', { token, ...identity, password: TYPED.administrator });

    const administrator = headers;
    headers = {};
    await expectStatus(403, 'POST', '/api/session', { name: 'ada', password: TYPED.wrong });
    await expectStatus(403, 'POST', '/api/session', { name: TYPED.asName, password: TYPED.wrong });
    await expectStatus(403, 'POST', `/api/session?password=${encodeURIComponent(TYPED.inAddress)}`, {
      name: 'ada',
      password: TYPED.wrong,
    });
    await expectStatus(400, 'POST', '/api/session', { name: 'ada', password: [TYPED.inWrongField] });
    const broken = await call('POST', '/api/session', {
      body: `{"name":"ada","password":"${TYPED.inBrokenBody}`,
      headers: { 'content-type': 'application/json' },
    });
    expect(broken.status).toBe(400);
    const stranger = await call('GET', '/api/profiles', { headers: { authorization: `Bearer ${TYPED.asBearer}` } });
    expect(stranger.status).toBe(401);

    headers = administrator;
    await expectStatus(403, 'PUT', '/api/session/password', { current: TYPED.wrongCurrent, next: TYPED.user });
    await expectStatus(204, 'PUT', '/api/session/password', {
      current: TYPED.administrator,
      next: TYPED.administratorLater,
    });
    const giulia = { name: 'giulia', displayName: 'Giulia', email: GIULIA.smtp };
    await expectStatus(201, 'POST', '/api/users', giulia);
    await expectStatus(201, 'POST', '/api/users/giulia/password-link');
    const link = links.at(-1) as string;
    await expectStatus(200, 'POST', '/api/links/inspect', { token: link });
    const before = headers;
    headers = {};
    await expectStatus(422, 'POST', '/api/links/redeem', { token: link, password: TYPED.tooWeak });
    await expectStatus(200, 'POST', '/api/links/redeem', { token: link, password: TYPED.user });
    headers = before;
    // A second one, which nobody uses.
    await expectStatus(201, 'POST', '/api/users/giulia/password-link');
  });

  test('Exchange: service account and own credentials, wrong first, with tests of the connection and runs', async () => {
    const reach = { serverUrl: simulator.ewsUrl, allowInsecureHttp: true };
    const delegate = (password: string) => ({ user: `AZIENDA\\${SERVICE.user}`, password });
    const draft = {
      ...reach,
      delegate: { ...delegate(TYPED.serviceWrong), domain: null },
      signIn: 'auto',
      exchangeVersion: 'auto',
      tls: { certificateSha256: null, caPem: null },
    };
    const tested = await expectStatus(200, 'POST', '/api/connection-tests', { draft, mailbox: MARIO.smtp });
    expect(tested.text).toContain('"outcome":"failed"');
    const sede = { name: 'sede', title: 'Sede', ...reach, delegate: delegate(TYPED.serviceWrong) };
    await expectStatus(201, 'POST', '/api/profiles', sede);
    const mario = { name: 'mario', displayName: 'Mario', email: MARIO.smtp };
    await expectStatus(201, 'POST', '/api/users', mario);
    const account = { user: 'mario', profile: 'sede', mailbox: MARIO.smtp, firstRun: 'automatic' };
    await expectStatus(201, 'POST', '/api/accounts', account);
    expect(await runsOf('mario-sede')).toContain('sign_in_refused');
    await expectStatus(200, 'PATCH', '/api/profiles/sede', { delegate: delegate(TYPED.service) });
    expect(await runsOf('mario-sede')).toEqual([undefined, undefined]);
    await expectStatus(200, 'POST', '/api/connection-tests', { profile: 'sede', mailbox: MARIO.smtp });

    await expectStatus(201, 'POST', '/api/profiles', { name: 'proprie', title: 'Proprie', ...reach });
    const own = (password: string) => ({ credentials: { user: `AZIENDA\\${GIULIA.user}`, password } });
    const theirs = { user: 'giulia', profile: 'proprie', mailbox: GIULIA.smtp, firstRun: 'automatic' };
    await expectStatus(502, 'POST', '/api/accounts', { ...theirs, ...own(TYPED.ownWrong) });
    await expectStatus(201, 'POST', '/api/accounts', { ...theirs, ...own(TYPED.own) });
    expect(await runsOf('giulia-proprie')).toEqual([undefined, undefined]);
    await expectStatus(200, 'POST', '/api/accounts/giulia-proprie/connection-test', {});
  });

  test('applications: a secret, wrong first, and a certificate with its key, tested and at work', async () => {
    const reach = { serverUrl: secure.ewsUrl, tls: TRUSTED, signIn: 'oauth' };
    const oauth = (proof: object) => ({ authority: authorityOf(secure), ...proof });
    const wrong = oauth({ ...WITH_SECRET, clientSecret: TYPED.clientSecretWrong });
    const draft = { ...reach, delegate: null, oauth: wrong, exchangeVersion: 'auto', allowInsecureHttp: false };
    const tested = await expectStatus(200, 'POST', '/api/connection-tests', { draft, mailbox: NICCOLO.smtp });
    expect(tested.text).toContain('token_secret_refused');
    await expectStatus(201, 'POST', '/api/profiles', { name: 'nuvola', title: 'Nuvola', ...reach, oauth: wrong });
    await expectStatus(201, 'POST', '/api/users', { name: 'niccolo', displayName: 'Niccolò', email: NICCOLO.smtp });
    const account = { user: 'niccolo', profile: 'nuvola', mailbox: NICCOLO.smtp, firstRun: 'automatic' };
    await expectStatus(201, 'POST', '/api/accounts', account);
    expect(await runsOf('niccolo-nuvola')).toContain('token_secret_refused');
    const change = (proof: object, status = 200) =>
      expectStatus(status, 'PATCH', '/api/profiles/nuvola', { oauth: oauth(proof) });
    await change(WITH_SECRET);
    expect(await runsOf('niccolo-nuvola')).toEqual([undefined, undefined]);
    await change({ ...WITH_CERTIFICATE, privateKey: SUCCESSOR.privateKey }, 422);
    await change({ ...WITH_CERTIFICATE, certificate: TYPED.clientSecretInWrongField }, 400);
    await change(WITH_CERTIFICATE);
    expect(await runsOf('niccolo-nuvola')).toEqual([undefined, undefined]);
    await expectStatus(200, 'POST', '/api/connection-tests', { profile: 'nuvola', mailbox: NICCOLO.smtp });
  });

  test('files: with passwords in them, beside them, broken ones and refused ones', async () => {
    const profile = (name: string, delegate: object) => ({
      name,
      serverUrl: simulator.ewsUrl,
      allowInsecureHttp: true,
      active: false,
      delegate: { user: 'AZIENDA\\svc', ...delegate },
    });
    await apply({ profiles: [profile('da-file', { password: TYPED.byFile })] });
    await apply({ profiles: [profile('da-file', { password: TYPED.byFileLater })] });
    const byEnvironment = { profiles: [profile('da-ambiente', { passwordEnv: 'SEGRETO' })] };
    await apply(byEnvironment, { SEGRETO: TYPED.byEnvironment });
    await apply(`profiles:\n  - name: rotto\n    delegate: { user: svc, password: "${TYPED.byBrokenFile}\n`, {}, 2);
    const nuvola = (name: string, proof: object) => ({
      name,
      serverUrl: 'outlook.office365.com',
      active: false,
      signIn: 'oauth',
      oauth: { authority: 'https://login.microsoftonline.com/azienda.example', clientId: 'raccordo', ...proof },
    });
    writeFileSync(join(folder, 'successore.pem'), `${SUCCESSOR.certificate}${SUCCESSOR.privateKey}`);
    const fromFile = { certificateFile: 'successore.pem', privateKeyFile: 'successore.pem' };
    await apply({ profiles: [nuvola('nuvola-file', { clientSecret: TYPED.clientSecretByFile })] });
    await apply({ profiles: [nuvola('nuvola-file', fromFile)] });
    const bySecretOfEnvironment = { profiles: [nuvola('nuvola-ambiente', { clientSecretEnv: 'SEGRETO' })] };
    await apply(bySecretOfEnvironment, { SEGRETO: TYPED.clientSecretByEnvironment });
    const both = { ...fromFile, clientSecret: TYPED.clientSecretInWrongField };
    await apply({ profiles: [nuvola('nuvola-rifiutata', both)] }, {}, 2);
    const refused = { name: 'rifiutato', serverUrl: 'outlook.office365.com', password: TYPED.byRefusedFile };
    await apply({ profiles: [refused] }, {}, 2);
    await apply({ profiles: [profile('rifiutato', { password: [TYPED.byRefusedFile] })] }, {}, 2);
    const body = { document: JSON.stringify(byEnvironment), secretValues: { 'env:SEGRETO': TYPED.byEnvironment } };
    await expectStatus(200, 'POST', '/api/configuration', body);
  });

  test('every address of the API that can be read', async () => {
    const { json } = await expectStatus(200, 'GET', '/api/openapi.json');
    const paths = Object.entries(json.paths as Record<string, { readonly get?: unknown }>);
    const values: Readonly<Record<string, readonly string[]>> = {
      name: ['ada', 'giulia', 'sede', 'proprie', 'da-file', 'nuvola', 'mario-sede', 'giulia-proprie', 'niccolo-nuvola'],
      itemType: ['contacts'],
      id: [],
    };
    const filled = (path: string): readonly string[] => {
      const [, parameter] = /\{(\w+)\}/.exec(path) ?? [];
      if (parameter === undefined) return [path];
      return (values[parameter] ?? []).flatMap((value) => filled(path.replace(`{${parameter}}`, value)));
    };
    const addresses = paths
      .filter(([path, { get }]) => get !== undefined && path !== '/api/events')
      .flatMap(([path]) => filled(path));
    expect(addresses.length).toBeGreaterThan(40);
    for (const address of addresses) await call('GET', address);
  });

  test('the process is killed: nothing in its files, its log or its answers', async () => {
    await end('SIGKILL');
    expect(findSpelled([KNOWN], filesBelow(data))).not.toEqual([]);
    expect(findSpelled([KNOWN], answers)).not.toEqual([]);
    expect(outputs.find(({ name }) => name.startsWith('log'))?.content.toString()).toContain('exchange request');
    expect([tokens.size, answers.length > 60]).toEqual([5, true]);
    expect(findSpelled(secrets(), everything())).toEqual([]);
  });

  test('it starts again, knows all passwords that were right, and still shows none', async () => {
    await serve();
    headers = {};
    await expectStatus(403, 'POST', '/api/session', { name: 'ada', password: TYPED.administrator });
    await expectStatus(200, 'POST', '/api/session', { name: 'ada', password: TYPED.administratorLater });
    expect(await runsOf('mario-sede')).toEqual([undefined, undefined]);
    expect(await runsOf('giulia-proprie')).toEqual([undefined, undefined]);
    expect(await runsOf('niccolo-nuvola')).toEqual([undefined, undefined]);
    await expectStatus(204, 'DELETE', '/api/session');
    await end('SIGTERM');
    expect(findSpelled(secrets(), everything())).toEqual([]);
  });
});
