import { createHmac, randomBytes } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from '../index.ts';
import { startSimulator } from '../index.ts';
import { envelope } from '../testing/ews-conversation.ts';
import { md4 } from './md4.ts';
import { AV_IDS, findAvPair, NTLM_FLAGS } from './ntlm-messages.ts';
import { rc4 } from './rc4.ts';

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({ auth: ['ntlm'] });
});
afterAll(() => simulator.close());

test.each([
  ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
  ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
  ['message digest', 'd9130a8164549fe818874806e1c7014b'],
  ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
])('MD4 of RFC 1320: %j', (text, digest) => {
  expect(md4(Buffer.from(text)).toString('hex')).toBe(digest);
});

test('RC4 of the well-known vectors', () => {
  expect(rc4(Buffer.from('Key'), Buffer.from('Plaintext')).toString('hex')).toBe('bbf316e8d940af0ad3');
  expect(rc4(Buffer.from('Wiki'), Buffer.from('pedia')).toString('hex')).toBe('1021bf0420');
});

const hmac = (key: Buffer, ...parts: readonly Buffer[]) => createHmac('md5', key).update(Buffer.concat(parts)).digest();

const NEGOTIATE = (() => {
  const message = Buffer.alloc(32);
  message.write('NTLMSSP\0', 'latin1');
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(
    (NTLM_FLAGS.unicode | NTLM_FLAGS.ntlm | NTLM_FLAGS.keyExchange | NTLM_FLAGS.extendedSessionSecurity) >>> 0,
    12,
  );
  return message;
})();

interface Proof {
  readonly user: string;
  readonly password: string;
  readonly spoilMic?: boolean;
}

/** Message 3 with an integrity code, put together from MS-NLMP. */
function authenticate(challenge: Buffer, { user, password, spoilMic = false }: Proof): Buffer {
  const domain = 'AZIENDA';
  const infoLength = challenge.readUInt16LE(40);
  const infoAt = challenge.readUInt32LE(44);
  const pairs = challenge.subarray(infoAt, infoAt + infoLength - 4);
  const flagsPair = Buffer.from([AV_IDS.flags, 0, 4, 0, 2, 0, 0, 0]);
  const info = Buffer.concat([pairs, flagsPair, Buffer.alloc(8)]);
  const key = hmac(md4(Buffer.from(password, 'utf16le')), Buffer.from(user.toUpperCase() + domain, 'utf16le'));
  const timestamp = findAvPair(info, AV_IDS.timestamp) ?? Buffer.alloc(8);
  const blob = Buffer.concat([Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]), timestamp, randomBytes(8), Buffer.alloc(4), info]);
  const proof = hmac(key, challenge.subarray(24, 32), blob);
  const sessionKey = randomBytes(16);
  const fields = [
    Buffer.alloc(24),
    Buffer.concat([proof, blob]),
    Buffer.from(domain, 'utf16le'),
    Buffer.from(user, 'utf16le'),
    Buffer.alloc(0),
    rc4(hmac(key, proof), sessionKey),
  ];
  const header = Buffer.alloc(88);
  header.write('NTLMSSP\0', 'latin1');
  header.writeUInt32LE(3, 8);
  let offset = header.length;
  fields.forEach((field, index) => {
    header.writeUInt16LE(field.length, 12 + index * 8);
    header.writeUInt16LE(field.length, 14 + index * 8);
    header.writeUInt32LE(offset, 16 + index * 8);
    offset += field.length;
  });
  header.writeUInt32LE((NTLM_FLAGS.unicode | NTLM_FLAGS.keyExchange) >>> 0, 60);
  const message = Buffer.concat([header, ...fields]);
  hmac(sessionKey, NEGOTIATE, challenge, message).copy(message, 72);
  if (spoilMic) message[72] = (message[72] ?? 0) ^ 1;
  return message;
}

const BODY = envelope(
  'Exchange2010',
  '<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="contacts"/></m:FolderIds></m:GetFolder>',
);

function exchange(
  agent: Agent,
  authorization?: string,
  method = 'POST',
): Promise<{ status: number; challenge: string }> {
  return new Promise((resolve, reject) => {
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    const sent = httpRequest(simulator.ewsUrl, { method, agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, challenge: response.headers['www-authenticate'] ?? '' }),
      );
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? BODY : undefined);
  });
}

async function signIn(scheme: string, proof: Proof, firstMethod = 'POST'): Promise<{ agent: Agent; status: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { challenge } = await exchange(agent, `${scheme} ${NEGOTIATE.toString('base64')}`, firstMethod);
  expect(challenge.startsWith(`${scheme} `)).toBe(true);
  const token = Buffer.from(challenge.slice(scheme.length + 1), 'base64');
  const { status } = await exchange(agent, `${scheme} ${authenticate(token, proof).toString('base64')}`);
  return { agent, status };
}

test.each(['NTLM', 'Negotiate'])(
  '%s signs in the connection: later requests need no header, other connections do',
  async (scheme) => {
    const { agent, status } = await signIn(scheme, { user: 'niccolo.conti', password: 'Conti-2026-però' });
    expect(status).toBe(200);
    expect((await exchange(agent)).status).toBe(200);
    agent.destroy();
    const other = new Agent({ keepAlive: true });
    expect((await exchange(other)).status).toBe(401);
    other.destroy();
  },
);

test('the handshake may begin with a GET', async () => {
  const { agent, status } = await signIn('NTLM', { user: 'mario.rossi', password: 'Rossi-2026' }, 'GET');
  agent.destroy();
  expect(status).toBe(200);
});

test.each<readonly [string, Proof]>([
  ['a wrong password', { user: 'mario.rossi', password: 'x' }],
  ['an unknown user', { user: 'nessuno', password: 'x' }],
  ['an altered message', { user: 'mario.rossi', password: 'Rossi-2026', spoilMic: true }],
])('%s is refused, and the handshake has to begin again', async (_title, proof) => {
  const { agent, status } = await signIn('NTLM', proof);
  const again = await exchange(agent);
  agent.destroy();
  expect([status, again.status]).toEqual([401, 401]);
});

test('a proof without a challenge is refused', async () => {
  const agent = new Agent({ keepAlive: true });
  const challenge = Buffer.alloc(64);
  const token = authenticate(challenge, { user: 'mario.rossi', password: 'Rossi-2026' });
  expect((await exchange(agent, `NTLM ${token.toString('base64')}`)).status).toBe(401);
  expect((await exchange(agent, 'NTLM bm9uc2Vuc2U=')).status).toBe(401);
  agent.destroy();
});
