import type { TFunction } from 'i18next';
import { hasMessage } from '../../../src/messages/index.ts';
import { ApiProblem } from '../api/problem.ts';

/** The sentence of a problem: what happened, and what to do. */
export function problemText(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiProblem)) return t('errors.internal');
  if (error.code === 'offline') return t('page.problem.offline');
  return codeText(t, error.code, error.details);
}

/** @param disposition what happens next, for codes of a server that have no sentence of their own */
export function codeText(
  t: TFunction,
  code: string,
  details: Readonly<Record<string, unknown>>,
  disposition?: 'quarantine',
): string {
  if (hasMessage(`errors.${code}`)) return t(`errors.${code}`, { ...details });
  if (hasMessage(`reasons.${code}`)) return t(`reasons.${code}`, { ...details });
  const { meaning } = details;
  if (typeof meaning === 'string' && hasMessage(`errors.meaning.${meaning}`))
    return t('errors.meant', { code, meaning: t(`errors.meaning.${meaning}`) });
  return t('errors.unknown', { code, next: disposition === undefined ? '' : t(`errors.next.${disposition}`) }).trim();
}
