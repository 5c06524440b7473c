import { ConnectorError } from '../../model/index.ts';
import type { DiscoveryTrial } from './discovery.ts';
import type { TrialCode } from './trials.ts';
import { trialCodeOf } from './trials.ts';

/** What a search has asked so far, and what went wrong on the way. */
export interface Journal {
  readonly trials: readonly DiscoveryTrial[];
  readonly errors: readonly ConnectorError[];
  /** Begins a question. */
  begin(protocol: DiscoveryTrial['protocol'], target: string): OpenTrial;
}

export interface OpenTrial {
  end(code: TrialCode, details?: DiscoveryTrial['details'], error?: ConnectorError): void;
  /** @throws anything that is no ConnectorError, unchanged */
  fail(error: unknown): ConnectorError;
}

export function createJournal(): Journal {
  const trials: DiscoveryTrial[] = [];
  const errors: ConnectorError[] = [];
  return {
    trials,
    errors,
    begin: (protocol, target) => {
      const startedAt = performance.now();
      const end: OpenTrial['end'] = (code, details = {}, error) => {
        if (error !== undefined) errors.push(error);
        trials.push({ protocol, target, code, details, durationMs: Math.round(performance.now() - startedAt) });
      };
      return {
        end,
        fail: (error) => {
          if (!(error instanceof ConnectorError)) throw error;
          end(trialCodeOf(error.code), shown(error), error);
          return error;
        },
      };
    },
  };
}

/** What a sentence about the failure may need, and the name under which the server's logs have the request. */
function shown({ code, details }: ConnectorError): DiscoveryTrial['details'] {
  const names = ['status', 'reason', 'certificateSha256', 'offered', 'clientRequestId'];
  return { ...Object.fromEntries(Object.entries(details).filter(([name]) => names.includes(name))), error: code };
}
