import { describe, expect, it } from 'vitest';
import { concernsOtherItemType } from './run-error.ts';

const failure = (code: string, disposition: string) => ({
  problem: { code, details: {} },
  failure: { disposition, retryAfterMs: null },
});

describe('a run that failed', () => {
  it('spares the other item type the same answer where the server refuses the password or asks for a pause', () => {
    expect(concernsOtherItemType(failure('sign_in_refused', 'reauth'))).toBe(true);
    expect(concernsOtherItemType(failure('ErrorServerBusy', 'backoff'))).toBe(true);
  });

  it('does not keep the other item type from its turn for what its own items met', () => {
    expect(concernsOtherItemType(failure('errors_in_a_row', 'backoff'))).toBe(false);
    expect(concernsOtherItemType(failure('internal_error', 'bug'))).toBe(false);
    expect(concernsOtherItemType({ problem: null, failure: null })).toBe(false);
  });
});
