import { describe, expect, test } from 'vitest';
import { impersonatedName, isImpersonatedName } from './impersonated-name.ts';

const SID = 'S-1-5-21-1493619105-1843311271-3936346804-1118';
const MAILBOX = 'mario.rossi@acme.example';

describe('a principal name or SID', () => {
  test.each([SID, 's-1-5-32-544', 'mrossi@ad.acme.example', 'mrossi@corp'])('is %s', (text) => {
    expect(isImpersonatedName(text)).toBe(true);
  });

  test.each([
    '',
    'mrossi',
    'ACME\\mrossi',
    'ACME\\mrossi@corp',
    'S-1',
    'S-1-5-x',
    'S-1-5-21-1 ',
    'a@b@c',
    'm rossi@corp',
    'm\u200brossi@corp',
  ])('is not %j', (text) => {
    expect(isImpersonatedName(text)).toBe(false);
  });
});

describe('the owner is impersonated', () => {
  test.each([
    ['primarySmtpAddress', null, MAILBOX],
    ['primarySmtpAddress', SID, MAILBOX],
    ['principalName', 'mrossi@ad.acme.example', 'mrossi@ad.acme.example'],
    ['principalName', null, MAILBOX],
    ['principalName', SID, null],
    ['sid', SID, SID],
    ['sid', null, null],
    ['sid', 'mrossi@ad.acme.example', null],
  ] as const)('by %s, the account saying %s: %s', (by, impersonate, name) => {
    expect(impersonatedName(by, { mailbox: MAILBOX, impersonate })).toBe(name);
  });
});
