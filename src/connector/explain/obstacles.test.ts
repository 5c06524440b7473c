import { describe, expect, it } from 'vitest';
import type { AccountSchedule } from '../../jobs/index.ts';
import type { AccountTarget } from '../account-target.ts';
import type { HeldBack } from '../held-back/admission.ts';
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

function codesOf(
  schedule: AccountSchedule,
  accountActive = true,
  heldBack: readonly HeldBack[] = [],
): readonly string[] {
  return obstaclesOf(target({ accountActive }), null, 'contacts', schedule, heldBack).map(
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

  it('is a rest after failures of its own item type, or a server that is stopped; not what holds up the other type', () => {
    const waiting: AccountSchedule = { state: 'waiting', nextRunAt: null, reason: null, failures: 0 };
    const held = (because: HeldBack['because'], itemType: HeldBack['itemType'] = 'contacts'): HeldBack => ({
      itemType,
      because,
      problem: { code: 'errors_in_a_row', details: {} },
      until: '2026-11-25T08:00:30Z',
    });
    expect(codesOf(waiting, true, [held('failures')])).toContain('item_type_rests: mend_connection');
    expect(codesOf(waiting, true, [held('server')])).toContain('server_stopped: wait_for_next_run');
    expect(codesOf(waiting, true, [held('failures', 'appointments')])).toEqual(['never_run: wait_for_next_run']);
    expect(obstaclesOf(target(), null, 'contacts', waiting, [held('server')]).at(-1)).toMatchObject({
      problem: { code: 'errors_in_a_row' },
      until: '2026-11-25T08:00:30Z',
    });
  });

  it('is told in one word where it is switched off', () => {
    expect(codesOf(pausedBy('installation_unconfirmed'), false)).toEqual(['account_off: switch_on']);
  });
});
