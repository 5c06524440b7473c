import type { TFunction } from 'i18next';
import type { Run } from '../api/accounts.ts';
import { codeText } from '../format/problem-text.ts';

/**
 * What a run did, or of a dry run would do: "14 linked, 23 created in Exchange".
 * @param kind what a person asks for leaves alone what a synchronisation would have a person look at
 */
export function countsText(t: TFunction, counts: Run['counts'], kind: Run['kind'] = 'sync'): string {
  const some = Object.entries(counts ?? {}).filter(([name, count]) => count > 0 && name !== 'unchanged');
  return some.length === 0
    ? t('page.runs.nothing')
    : some
        .map(([name, count]) => {
          const key = name === 'review' && kind !== 'sync' ? 'leftAlone' : name;
          return t(`cli.sync.counts.${key}`, { count });
        })
        .join(' · ');
}

/** How a run ended, in one sentence. */
export function outcomeText(t: TFunction, run: Run): string {
  if (run.state !== 'finished') return t('accounts.runs.underWay');
  if (run.outcome === 'failed' || run.outcome === 'busy')
    return run.problem === null
      ? t(`page.runs.outcomes.${run.outcome}`)
      : codeText(t, run.problem.code, run.problem.details);
  if (run.kind === 'verify') return t('verification.ran');
  if (run.dryRun) return t('accounts.runs.planned', { what: countsText(t, run.counts, run.kind) });
  if (run.outcome === 'held') {
    const why = run.brake ?? null;
    const problem = run.problem;
    if (why !== null) return codeText(t, why.reason.code, why.reason.params ?? {});
    if (problem !== null) return codeText(t, problem.code, problem.details);
  }
  return countsText(t, run.counts, run.kind);
}
