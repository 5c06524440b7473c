import { expect, it } from 'vitest';
import { frozenBy, UNRECOGNISED } from './frozen.ts';

it('a scope that an earlier run left with a mailbox to recognise is known by its empty fingerprint', () => {
  expect(UNRECOGNISED).toBe('');
  expect(frozenBy({ status: 'restored', mailboxFingerprint: '' })).toEqual({
    frozen: 'restored',
    mailboxFollows: true,
  });
  expect(frozenBy({ status: 'restored', mailboxFingerprint: null })).toEqual({ frozen: 'restored' });
});
