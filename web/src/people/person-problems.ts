import type { TFunction } from 'i18next';
import { hasMessage } from '../../../src/messages/index.ts';
import { ApiProblem } from '../api/problem.ts';
import { problemText } from '../format/problem-text.ts';

/**
 * What the API did not accept, by the field that it concerns (`email`, `rules.categories`).
 * The API names fields in several ways, depending on who refused: the schema, the CRM, or a rule of its own.
 */
export function problemsByField(t: TFunction, error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  const { code, details } = error;
  if (code === 'password_weak') return { password: problemText(t, error) };
  if (code === 'crm_user_exists') return { [String(details['field'])]: t('people.fields.taken') };
  if (code === 'forbidden_field') return { [String(details['field'])]: problemText(t, error) };
  return Object.fromEntries(fieldsOf(details['problems']).map((field) => [field, invalidText(t, field)]));
}

/** The sentence for what stands at none of these fields; `null` when everything has its place. */
export function unplacedProblem(t: TFunction, error: unknown, fields: readonly string[]): string | null {
  if (error === null || error === undefined) return null;
  const placed = Object.keys(problemsByField(t, error));
  return placed.length > 0 && placed.every((field) => fields.includes(field)) ? null : problemText(t, error);
}

/** A list of `{ path: 'body.email' }`, or one text as `email: …; timeZone: …`. */
function fieldsOf(problems: unknown): readonly string[] {
  if (typeof problems === 'string') {
    return [...problems.matchAll(/(?:^|; )([A-Za-z][\w.]*): /g)].map((match) => match[1] ?? '');
  }
  if (!Array.isArray(problems)) return [];
  return problems
    .map((problem: { readonly path?: unknown }) => String(problem.path ?? '').replace(/^body\./, ''))
    .filter((path) => path !== '');
}

function invalidText(t: TFunction, field: string): string {
  if (field === 'email') return t('people.fields.emailForm');
  if (field === 'timeZone') return t('people.fields.unknownZone');
  return t(hasMessage(`people.fields.${field}Hint`) ? `people.fields.${field}Hint` : 'people.fields.invalid');
}
