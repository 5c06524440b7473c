import { describe, expect, test } from 'vitest';
import type { EwsOptions } from '../exchange/ews/index.ts';
import type { ExchangeSide } from '../exchange/port.ts';
import { createLog } from '../observability/index.ts';
import type { MailboxClaim, Profile } from '../settings/index.ts';
import { newProfile } from '../settings/index.ts';
import { DEFAULT_BRAKE_LIMITS } from '../sync/index.ts';
import type { AccountTarget } from './account-target.ts';
import { createExchangeSides } from './exchange-sides.ts';
import { delegatePasswordIdentity } from './secret-identity.ts';

const IDENTITY = delegatePasswordIdentity('p');

const GRANTED: MailboxClaim = {
  state: 'granted',
  reason: null,
  resolvedSmtp: null,
  decidedBy: 'operator',
  at: '2026-01-01T00:00:00Z',
};

function target(profile: Partial<Profile> = {}, mailbox = 'giulia@brenta.example'): AccountTarget {
  const delegate = {
    user: 'svc',
    domain: 'BRENTA',
    password: { sealed: `one|${IDENTITY}` },
    accessModel: 'impersonation' as const,
  };
  return {
    account: {
      id: 'a',
      name: 'giulia',
      userId: 'u',
      profileId: 'p',
      mailbox,
      impersonate: null,
      credentials: null,
      synchronise: { contacts: true, appointments: true },
      appointmentsFrom: { kind: 'all' },
      active: true,
      firstRun: 'automatic',
      claim: GRANTED,
      version: '1',
    },
    claim: GRANTED,
    profile: {
      ...newProfile({ id: 'p', name: 'p', serverUrl: 'https://x/EWS/Exchange.asmx', delegate, ...profile }),
      version: '1',
    },
    user: {
      id: 'u',
      name: 'g',
      displayName: 'G',
      email: 'g@x.example',
      timeZone: 'Europe/Rome',
      active: true,
      role: 'user',
      hasPassword: false,
      emailVerified: true,
      lastSignInAt: null,
      version: '1',
    },
  };
}

function sidesWithRecord() {
  const made: EwsOptions[] = [];
  const closed: number[] = [];
  const sides = createExchangeSides({
    connectExchange: (options) => {
      const number = made.push(options);
      return { close: async () => void closed.push(number) } as unknown as ExchangeSide;
    },
    // Opens only what was sealed for the same identity, as the real box does.
    secrets: {
      seal: (plain, identity) => ({ sealed: `${plain}|${identity}` }),
      open: ({ sealed }, identity) => {
        if (!sealed.endsWith(`|${identity}`)) throw new Error('sealed for another row');
        return sealed.split('|')[0] ?? '';
      },
    },
    tuning: {
      lookUpsPerPerson: 20,
      waitOutSeconds: 2,
      brakes: DEFAULT_BRAKE_LIMITS,
      exchangeTimeoutMs: 5_000,
      connectionsPerMailbox: 4,
      listedSteps: 10,
    },
    log: createLog({ level: 'silent', file: null }, { write: () => undefined }),
  });
  return { made, closed, sides };
}

describe('connections to Exchange', () => {
  test('are made once per account and kept between runs', () => {
    const { made, sides } = sidesWithRecord();
    expect(sides.sideFor(target())).toBe(sides.sideFor(target()));
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({
      mailbox: 'giulia@brenta.example',
      access: 'impersonation',
      credentials: { user: 'svc', domain: 'BRENTA', password: 'one' },
      homeZone: 'Europe/Rome',
      timeoutMs: 5_000,
    });
  });

  test('stay when only rules change, and are made anew when anything of the connection changes', () => {
    const { made, closed, sides } = sidesWithRecord();
    sides.sideFor(target());
    sides.sideFor(target({ intervalSeconds: 60, title: 'other', privateItems: 'full' }));
    expect(made).toHaveLength(1);
    sides.sideFor(target({ exchangeVersion: 'Exchange2010' }));
    sides.sideFor(target({ exchangeVersion: 'Exchange2010' }, 'other@brenta.example'));
    expect(made).toHaveLength(3);
    expect(closed).toEqual([1, 2]);
  });

  test('use a new password at once', () => {
    const { made, closed, sides } = sidesWithRecord();
    sides.sideFor(target());
    const delegate = target().profile.delegate;
    if (delegate === null) throw new Error('no delegate');
    sides.sideFor(target({ delegate: { ...delegate, password: { sealed: `two|${IDENTITY}` } } }));
    expect(made.map(({ credentials }) => credentials)).toMatchObject([{ password: 'one' }, { password: 'two' }]);
    expect(closed).toEqual([1]);
  });

  test('are not made when there is nothing to sign in with', () => {
    const { sides } = sidesWithRecord();
    expect(() => sides.sideFor(target({ delegate: null }))).toThrow(
      expect.objectContaining({ code: 'credentials_missing', disposition: 'reauth' }),
    );
  });

  test('are not made to a mailbox that waits for an administrator or was refused', () => {
    const { made, sides } = sidesWithRecord();
    for (const state of ['waiting', 'refused'] as const) {
      const claimed = { ...target(), claim: { ...GRANTED, state } };
      expect(() => sides.sideFor(claimed)).toThrow(expect.objectContaining({ code: `claim_${state}` }));
    }
    expect(made).toEqual([]);
  });

  test('are all closed in the end', async () => {
    const { closed, sides } = sidesWithRecord();
    sides.sideFor(target());
    await sides.closeAll();
    expect(closed).toEqual([1]);
  });
});
