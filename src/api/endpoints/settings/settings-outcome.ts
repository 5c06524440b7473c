import type { SettingsResult } from '../../../connector/index.ts';
import { refusedSettings } from '../../configuration-problems.ts';

/** What endpoints that store settings say of their refusals. */
export const SETTINGS_PROBLEMS =
  'Settings with any problem change nothing: the answer is 422 with `details.problems`, a list of ' +
  '`{ path, code, sentence, params, message }` as in a configuration file.';

/** @throws ApiRefusal 422 `settings_invalid` with everything that is wrong */
export function storedOrThrow<Value>(result: SettingsResult<Value>): Value {
  if (result.kind === 'stored') return result.value;
  const title = `the settings have ${result.problems.length} problem(s)`;
  throw refusedSettings('settings_invalid', title, result.problems);
}
