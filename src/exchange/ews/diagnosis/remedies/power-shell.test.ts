import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountIdentity, directoryUser } from './account.ts';
import { ldapValue, quoted } from './power-shell.ts';

describe('a name in a command', () => {
  test.each([
    ["d'angelo", "'d''angelo'"],
    ['d’angelo', "'d’’angelo'"],
    ['$(Remove-Item C:\\)', "'$(Remove-Item C:\\)'"],
    ['a\r\nRemove-Mailbox b', "'aRemove-Mailbox b'"],
    ['`"; b', "'`\"; b'"],
  ])('%j', (text, expected) => {
    expect(quoted(text)).toBe(expected);
  });

  test('whatever it is, it stays one literal on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const literal = quoted(text);
        expect(literal).toMatch(/^'.*'$/su);
        // Quotes inside come in pairs, so none of them ends it.
        expect(literal.slice(1, -1).replace(/(['‘’‚‛])\1/gu, '')).not.toMatch(/['‘’‚‛\r\n]/u);
      }),
    );
  });

  test('a value in a filter of LDAP means itself', () => {
    expect(ldapValue('a*(b)\\c')).toBe('a\\2a\\28b\\29\\5cc');
  });
});

describe('who signs in', () => {
  const who = (user: string, domain: string | null = null) => ({
    kind: 'password' as const,
    user,
    domain,
    password: '',
  });
  test.each([
    [who('svc', 'AZIENDA'), 'AZIENDA\\svc', "-Identity 'svc'"],
    [who('AZIENDA\\svc'), 'AZIENDA\\svc', "-Identity 'svc'"],
    [who('svc'), 'svc', "-Identity 'svc'"],
    [who('svc@acme.example', 'AZIENDA'), 'svc@acme.example', "-LDAPFilter '(userPrincipalName=svc@acme.example)'"],
  ])('%j', (credentials, identity, inDirectory) => {
    expect(accountIdentity(credentials)).toBe(identity);
    expect(directoryUser(credentials)).toBe(inDirectory);
  });
});
