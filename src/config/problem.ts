/** What is wrong with one place of a configuration file. */
export interface ConfigurationProblem {
  /** Place in the file, such as `profiles[0].contacts.conflictStrategy`; empty for the whole file. */
  readonly path: string;
  readonly code: ProblemCode;
  /** In English, without the path. Never holds a secret. */
  readonly message: string;
}

export type ProblemCode =
  | 'yaml_syntax'
  | 'file_too_large'
  | 'unknown_key'
  | 'missing'
  | 'invalid_value'
  | 'not_supported'
  | 'duplicate_name'
  | 'duplicate_email'
  | 'unknown_user'
  | 'unknown_profile'
  | 'password_source'
  | 'password_unavailable'
  | 'credentials_missing'
  | 'credentials_not_allowed'
  | 'account_user_fixed'
  | 'mailbox_taken'
  | 'item_type_active_elsewhere'
  | 'server_url_refused';

export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
