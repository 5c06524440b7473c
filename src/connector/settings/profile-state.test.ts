import { describe, expect, test } from 'vitest';
import type { Run } from '../run.ts';
import type { AccountStatus, ScopeStatusReport } from '../status.ts';
import { profileStateOf } from './profile-state.ts';

function scopeOf(change: Partial<ScopeStatusReport> = {}): ScopeStatusReport {
  return {
    scopeId: 's',
    itemType: 'contacts',
    status: 'ok',
    statusReason: null,
    lastRunAt: null,
    lastSuccessAt: '2026-02-01T10:00:00Z',
    links: { LINKED: 0, DET_E: 0, DET_C: 0, CLOSED: 0 },
    unlinked: { ignored: 0, review: 0, wait: 0, pending: 0, not_synchronised: 0, failed: 0 },
    hints: 0,
    quarantined: 0,
    lastRun: null,
    ...change,
  };
}

function accountOf(change: Partial<AccountStatus> = {}): AccountStatus {
  return {
    name: 'a',
    user: { id: 'u', name: 'u', displayName: 'U' },
    profile: { name: 'p', title: 'P' },
    mailbox: 'u@brenta.example',
    active: true,
    claim: 'granted',
    firstRun: 'done',
    schedule: { state: 'waiting', nextRunAt: null, reason: null, failures: 0 },
    watch: { state: 'off', reason: null },
    heldBack: [],
    intervalSeconds: 30,
    itemTypes: ['contacts'],
    scopes: [scopeOf()],
    ...change,
  };
}

const runOf = (change: Partial<Run>): Run => ({ ...({} as Run), state: 'finished', problem: null, ...change });
const refused = { code: 'sign_in_refused', details: { host: 'mail.brenta.example' } };
const failing = accountOf({ scopes: [scopeOf({ lastRun: runOf({ outcome: 'failed', problem: refused }) })] });
const held = accountOf({ scopes: [scopeOf({ status: 'hold' })] });
const running = accountOf({ schedule: { state: 'running', nextRunAt: null, reason: null, failures: 0 } });
const fresh = accountOf({ scopes: [] });

const wordOf = (...accounts: readonly AccountStatus[]) => profileStateOf(true, accounts).word;

describe('the state of a profile', () => {
  test('is that of its worst account', () => {
    expect(wordOf(failing, held, running, accountOf(), fresh)).toBe('failing');
    expect(wordOf(held, running, accountOf())).toBe('attention');
    expect(wordOf(running, accountOf())).toBe('running');
    expect(wordOf(accountOf(), fresh)).toBe('never');
    expect(wordOf(accountOf())).toBe('inStep');
    expect(wordOf(accountOf({ active: false }))).toBe('unused');
    expect(profileStateOf(false, [failing]).word).toBe('inactive');
  });

  test('counts who fails and who waits for a person, and names the problem', () => {
    const paused = accountOf({
      schedule: {
        state: 'paused',
        nextRunAt: null,
        reason: { code: 'secret_unreadable', disposition: 'reauth' },
        failures: 1,
      },
    });
    const waiting = accountOf({ claim: 'waiting', scopes: [] });
    const first = accountOf({ firstRun: 'awaitingApproval', scopes: [] });
    expect(profileStateOf(true, [failing, paused, held, waiting, first, accountOf()])).toMatchObject({
      accounts: 6,
      failing: 2,
      held: 3,
      problem: refused,
    });
    expect(profileStateOf(true, [paused]).problem).toEqual({ code: 'secret_unreadable', details: {} });
  });

  test('a refused mailbox is settled: it needs nobody’s attention', () => {
    expect(wordOf(accountOf({ claim: 'refused', scopes: [] }), accountOf())).toBe('inStep');
  });

  test('is as fresh as the item type that is furthest behind, and not fresh at all before the first success', () => {
    const freshness = (...accounts: readonly AccountStatus[]) => profileStateOf(true, accounts).lastSuccessAt;
    const older = scopeOf({ itemType: 'appointments', lastSuccessAt: '2026-01-01T10:00:00Z' });
    const both = accountOf({ itemTypes: ['contacts', 'appointments'], scopes: [scopeOf(), older] });
    expect(freshness(accountOf(), both)).toBe('2026-01-01T10:00:00Z');
    expect(freshness(both, fresh)).toBeNull();
    // Switched off since: it does not make the others old.
    expect(freshness(accountOf(), { ...both, active: false })).toBe('2026-02-01T10:00:00Z');
  });
});
