import { describe, expect, test } from 'vitest';
import { readAccountName } from './account-name.ts';
import { md4 } from './md4.ts';
import { fileTime } from './ntlm-handshake.ts';
import { ntlmResponses, responseKey, utf16 } from './ntlm-keys.ts';
import { authenticateMessage, negotiateMessage, readChallenge } from './ntlm-messages.ts';
import { readTargetInfo } from './ntlm-target-info.ts';
import { rc4 } from './rc4.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

/** The common values of [MS-NLMP] 4.2.1 and the messages of 4.2.4.3. */
const SERVER_CHALLENGE = bytes('0123456789abcdef');
const CLIENT_CHALLENGE = bytes('aaaaaaaaaaaaaaaa');
const SESSION_KEY = bytes('55555555555555555555555555555555');
const TARGET_INFO = bytes('02000c0044006f006d00610069006e00 01000c005300650072007600650072 00 00000000');
const CHALLENGE_MESSAGE = bytes(
  '4e544c4d53535000 02000000 0c000c00 38000000 33828ae2 0123456789abcdef 0000000000000000' +
    '24002400 44000000 06007017 0000000f 530065007200760065007200' +
    '02000c0044006f006d00610069006e00 01000c005300650072007600650072 00 00000000',
);

const AUTHENTICATE_PAYLOAD = bytes(
  '44006f006d00610069006e00 5500730065007200 43004f004d0050005500540045005200' +
    '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa 68cd0ab851e51c96aabc927bebef6a1c' +
    '0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000' +
    '02000c0044006f006d00610069006e00 01000c005300650072007600650072 00 0000000000000000' +
    'c5dad2544fc9799094ce1ce90bc9d03e',
);

describe('NTLMv2 against the vectors of [MS-NLMP] 4.2.4', () => {
  const key = responseKey('User', 'Domain', 'Password');
  const responses = ntlmResponses({
    responseKey: key,
    serverChallenge: SERVER_CHALLENGE,
    clientChallenge: CLIENT_CHALLENGE,
    timestamp: new Uint8Array(8),
    targetInfo: TARGET_INFO,
  });

  test('NTOWFv2 (4.2.4.1.1)', () => {
    expect(hex(key)).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
  });

  test('temp (4.2.4.1.3)', () => {
    expect(hex(responses.ntResponse.subarray(16))).toBe(
      hex(bytes(`0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000 ${hex(TARGET_INFO)} 00000000`)),
    );
  });

  test('SessionBaseKey (4.2.4.1.2)', () => {
    expect(hex(responses.sessionBaseKey)).toBe('8de40ccadbc14a82f15cb0ad0de95ca3');
  });

  test('LMv2 response (4.2.4.2.1)', () => {
    expect(hex(responses.lmResponse)).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
  });

  test('NTLMv2 response (4.2.4.2.2)', () => {
    expect(hex(responses.ntProof)).toBe('68cd0ab851e51c96aabc927bebef6a1c');
  });

  test('EncryptedRandomSessionKey (4.2.4.2.3)', () => {
    expect(hex(rc4(responses.sessionBaseKey, SESSION_KEY))).toBe('c5dad2544fc9799094ce1ce90bc9d03e');
  });

  test('the challenge message (4.2.4.3) is read', () => {
    const challenge = readChallenge(CHALLENGE_MESSAGE);
    expect(challenge).not.toBeNull();
    expect(hex(challenge?.serverChallenge ?? new Uint8Array())).toBe('0123456789abcdef');
    expect(challenge?.targetInfo.pairs.map((pair) => Buffer.from(pair.value).toString('utf16le'))).toEqual([
      'Domain',
      'Server',
    ]);
  });

  test('the authenticate message (4.2.4.3) is made of exactly these values', () => {
    const fields = [
      utf16('Domain'),
      utf16('User'),
      utf16('COMPUTER'),
      responses.lmResponse,
      responses.ntResponse,
      rc4(responses.sessionBaseKey, SESSION_KEY),
    ];
    // Behind a head of 72 bytes without MIC, in the order of the document, which is another than ours.
    expect(hex(Buffer.concat(fields))).toBe(hex(AUTHENTICATE_PAYLOAD));
  });

  test('the authenticate message carries those responses', () => {
    const challenge = readChallenge(CHALLENGE_MESSAGE);
    if (challenge === null) throw new Error('The challenge was not read.');
    const message = Buffer.from(
      authenticateMessage({
        account: { user: 'User', domain: 'Domain' },
        password: 'Password',
        negotiate: negotiateMessage(),
        challenge,
        channelBindings: null,
        targetName: 'HTTP/server',
        workstation: 'COMPUTER',
        clientChallenge: CLIENT_CHALLENGE,
        sessionKey: SESSION_KEY,
        clientTimestamp: new Uint8Array(8),
      }),
    );
    const field = (index: number) => {
      const offset = message.readUInt32LE(16 + index * 8);
      return message.subarray(offset, offset + message.readUInt16LE(12 + index * 8));
    };
    // That server tells no time, so the old response is still sent and the MIC is not.
    expect(hex(field(0))).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
    expect(hex(message.subarray(72, 88))).toBe('00'.repeat(16));
    expect([2, 3, 4].map((index) => field(index).toString('utf16le'))).toEqual(['Domain', 'User', 'COMPUTER']);
    expect(field(5).byteLength).toBe(16);
    expect(message.readUInt32LE(60) & 0x40000000).not.toBe(0);
  });
});

describe('what is not in the vectors', () => {
  test('RC4 as RFC 6229 and the classic vectors have it', () => {
    expect(hex(rc4(Buffer.from('Key'), Buffer.from('Plaintext')))).toBe('bbf316e8d940af0ad3');
    expect(hex(rc4(bytes('0102030405'), new Uint8Array(16)))).toBe('b2396305f03dc027ccc3524a0a1118a8');
  });

  test('passwords beyond ASCII are hashed as UTF-16 (digest by OpenSSL’s legacy provider)', () => {
    expect(hex(md4(utf16('Sècret-Pà55!')))).toBe('3799fbc40dac074f4ec4f4f0fb680468');
  });

  test('user names are put in upper case as Windows does, the domain stays as typed', () => {
    expect(hex(responseKey('zoë', 'Dom', 'p'))).toBe(hex(responseKey('ZOË', 'Dom', 'p')));
    expect(hex(responseKey('straße', 'Dom', 'p'))).not.toBe(hex(responseKey('STRASSE', 'Dom', 'p')));
    expect(hex(responseKey('zoë', 'Dom', 'p'))).not.toBe(hex(responseKey('zoë', 'DOM', 'p')));
  });

  test.each([
    ['CONTOSO\\mario', null, { domain: 'CONTOSO', user: 'mario' }],
    ['CONTOSO\\mario', 'OTHER', { domain: 'CONTOSO', user: 'mario' }],
    ['mario', 'CONTOSO', { domain: 'CONTOSO', user: 'mario' }],
    ['mario', null, { domain: '', user: 'mario' }],
    ['mario@contoso.example', 'CONTOSO', { domain: '', user: 'mario@contoso.example' }],
  ])('%s with domain %s signs in as %j', (user, domain, expected) => {
    expect(readAccountName(user, domain)).toEqual(expected);
  });

  test('Windows time starts in 1601', () => {
    expect(hex(fileTime(0))).toBe('00803ed5deb19d01');
  });

  test('a challenge that is cut, of another type or not NTLM at all is no challenge', () => {
    for (const length of [0, 8, 31, 48, 60, CHALLENGE_MESSAGE.byteLength - 1]) {
      expect([length, readChallenge(CHALLENGE_MESSAGE.subarray(0, length))]).toEqual([length, null]);
    }
    expect(readChallenge(negotiateMessage())).toBeNull();
    expect(readChallenge(Buffer.from('Kerberos'))).toBeNull();
    // Flags of two bytes in place of four.
    expect(readTargetInfo(Buffer.from([6, 0, 2, 0, 1, 0, 0, 0, 0, 0]))).toBeNull();
  });
});
