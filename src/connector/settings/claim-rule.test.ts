import { describe, expect, test } from 'vitest';
import type { MailboxClaim } from '../../settings/settings.ts';
import { claimByRule, claimInForce } from './claim-rule.ts';

const AT = '2026-02-01T10:00:00Z';
const giulia = { email: 'Giulia@Brenta.example', emailVerified: true };

describe('the rule', () => {
  test.each([
    ['giulia@brenta.example', giulia, 'granted', null],
    ['info@brenta.example', giulia, 'waiting', 'otherAddress'],
    [null, giulia, 'waiting', 'notResolved'],
    ['giulia@brenta.example', { ...giulia, emailVerified: false }, 'waiting', 'emailNotVerified'],
    // Which mailbox it is says more than whether the address is confirmed.
    ['info@brenta.example', { ...giulia, emailVerified: false }, 'waiting', 'otherAddress'],
  ] as const)('says of %s for %o: %s', (smtp, person, state, reason) => {
    expect(claimByRule(smtp, person, AT)).toEqual({ state, reason, resolvedSmtp: smtp, decidedBy: null, at: AT });
  });
});

describe('a claim in force', () => {
  const byRule = claimByRule('giulia@brenta.example', giulia, AT);
  const byAdministrator: MailboxClaim = { ...byRule, resolvedSmtp: 'info@brenta.example', decidedBy: 'amelia' };

  test('by the rule ends with the address that it was granted for, and with its confirmation', () => {
    expect(claimInForce(byRule, giulia)).toBe(byRule);
    expect(claimInForce(byRule, { ...giulia, email: 'g@x.example' })).toMatchObject({
      state: 'waiting',
      reason: 'otherAddress',
    });
    expect(claimInForce(byRule, { ...giulia, emailVerified: false }).state).toBe('waiting');
  });

  test('by an administrator lasts, whatever the address', () => {
    expect(claimInForce(byAdministrator, { ...giulia, emailVerified: false })).toBe(byAdministrator);
  });

  test('is never more than what was stored', () => {
    const waiting: MailboxClaim = { ...byRule, state: 'waiting', reason: 'emailNotVerified' };
    expect(claimInForce(waiting, giulia)).toBe(waiting);
    const refused: MailboxClaim = { ...byAdministrator, state: 'refused' };
    expect(claimInForce(refused, giulia)).toBe(refused);
  });
});
