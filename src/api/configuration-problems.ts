import type { ConfigurationProblem } from '../config/index.ts';
import { translatorFor } from '../messages/index.ts';
import { ApiRefusal } from './problem.ts';

/** For people who read the answer itself; clients render `sentence` and `params` in their own language. */
const inEnglish = translatorFor('en');

/** 422 with everything that is wrong with settings, whether they came in a file or in a form. */
export function refusedSettings(
  code: 'configuration_invalid' | 'settings_invalid',
  title: string,
  found: readonly ConfigurationProblem[],
): ApiRefusal {
  const problems = found.map((problem) => ({
    ...problem,
    message: inEnglish(`configuration.${problem.sentence}`, problem.params),
  }));
  return new ApiRefusal(422, code, title, { problems });
}
