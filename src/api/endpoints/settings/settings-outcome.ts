import type { SettingsResult } from '../../../connector/index.ts';
import { translatorFor } from '../../../messages/index.ts';
import { ApiRefusal } from '../../problem.ts';

/** For people who read the answer itself; clients render `sentence` and `params` in their own language. */
const inEnglish = translatorFor('en');

/** What endpoints that store settings say of their refusals. */
export const SETTINGS_PROBLEMS =
  'Settings with any problem change nothing: the answer is 422 with `details.problems`, a list of ' +
  '`{ path, code, sentence, params, message }` as in a configuration file.';

/** @throws ApiRefusal 422 `settings_invalid` with everything that is wrong */
export function storedOrThrow<Value>(result: SettingsResult<Value>): Value {
  if (result.kind === 'stored') return result.value;
  const problems = result.problems.map((problem) => ({
    ...problem,
    message: inEnglish(`configuration.${problem.sentence}`, problem.params),
  }));
  throw new ApiRefusal(422, 'settings_invalid', `the settings have ${problems.length} problem(s)`, { problems });
}
