import type { TFunction } from 'i18next';
import { hasMessage } from '../../../src/messages/index.ts';
import type { ApiProblem } from '../api/problem.ts';

/** One entry of `details.problems`: of the settings (`sentence`), or of the form of a request (`message`, English). */
interface ListedProblem {
  readonly path: string;
  readonly sentence: string | null;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What the API says about single places, with paths counted from the object that was sent. */
export function listedProblems({ details }: ApiProblem): readonly ListedProblem[] {
  const listed = details['problems'];
  if (!Array.isArray(listed)) return [];
  return listed.map((each: { readonly path?: unknown; readonly sentence?: unknown; readonly params?: unknown }) => ({
    path: String(each.path ?? '').replace(/^(body|(profiles|accounts|users)\[\d+\])\.?/, ''),
    sentence: typeof each.sentence === 'string' ? each.sentence : null,
    params: typeof each.params === 'object' && each.params !== null ? { ...each.params } : {},
  }));
}

/** The sentences of the catalogue stand behind the name of a setting; at its field they stand alone. */
export function listedProblemText(t: TFunction, { sentence, params }: ListedProblem): string {
  const key = `configuration.${sentence ?? 'not_valid'}`;
  const text = t(hasMessage(key) ? key : 'configuration.not_valid', { ...params });
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
