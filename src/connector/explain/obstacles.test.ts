import { describe, expect, it } from 'vitest';
import type { AccountSchedule } from '../../jobs/index.ts';
import type { AccountTarget } from '../account-target.ts';
import { obstaclesOf } from './obstacles.ts';

const ON = { contacts: true, appointments: true };

function target(change: { readonly accountActive?: boolean } = {}): AccountTarget {
  return {
    account: { active: change.accountActive ?? true, synchronise: ON, firstRun: 'automatic' },
    profile: { active: true, contacts: { synchronise: true }, appointments: { synchronise: true } },
    user: { active: true },
    claim: { state: 'granted' },
  } as unknown as AccountTarget;
}

function pausedBy(code: string): AccountSchedule {
  return { state: 'paused', nextRunAt: null, reason: { code, disposition: 'halt' }, failures: 0 };
}

function codesOf(schedule: AccountSchedule, accountActive = true): readonly string[] {
  return obstaclesOf(target({ accountActive }), null, 'contacts', schedule).map(
    ({ code, remedy }) => `${code}: ${remedy.code}`,
  );
}

describe('what keeps the next run from looking at an item', () => {
  it('a database that nobody has confirmed asks an administrator, and blames no connection', () => {
    expect(codesOf(pausedBy('installation_unconfirmed'))).toEqual([
      'never_run: wait_for_next_run',
      'installation_unconfirmed: confirm_installation',
    ]);
  });

  it('an account that an error has paused is something else', () => {
    expect(codesOf(pausedBy('sign_in_refused'))).toContain('schedule_paused: mend_connection');
  });

  it('is told in one word where it is switched off', () => {
    expect(codesOf(pausedBy('installation_unconfirmed'), false)).toEqual(['account_off: switch_on']);
  });
});
