import type { TFunction } from 'i18next';
import { ApiProblem } from '../api/problem.ts';
import { problemText } from '../format/problem-text.ts';
import { listedProblems, listedProblemText } from './listed-problems.ts';

/** Sentences of a refused request: at the fields of the form, and what belongs to none. */
export interface PlacedProblems<Field extends string> {
  readonly fields: Partial<Record<Field, string>>;
  readonly general: string | null;
}

/** Where a form shows what the API says; `undefined`: at none of its fields. */
export interface Places<Field extends string> {
  /** The field that a refusal is about as a whole. */
  readonly ofRefusal: (problem: ApiProblem) => Field | undefined;
  /** The field of a place in the request, such as `delegate.password`. */
  readonly ofPath: (path: string) => Field | undefined;
}

export function placedProblems<Field extends string>(
  t: TFunction,
  error: unknown,
  places: Places<Field>,
): PlacedProblems<Field> {
  const fields: Partial<Record<Field, string>> = {};
  if (!(error instanceof ApiProblem)) return { fields, general: problemText(t, error) };
  const field = places.ofRefusal(error);
  if (field !== undefined) {
    fields[field] = problemText(t, error);
    return { fields, general: null };
  }
  const homeless: string[] = [];
  for (const problem of listedProblems(error)) {
    const place = places.ofPath(problem.path);
    const text = listedProblemText(t, problem);
    if (place === undefined) homeless.push(`${problem.path}: ${text}`);
    else fields[place] ??= text;
  }
  const placed = Object.keys(fields).length > 0;
  return { fields, general: placed && homeless.length === 0 ? null : [problemText(t, error), ...homeless].join(' ') };
}
