/** What is wrong with one place of a configuration file. The sentence is rendered where the language is known. */
export interface ConfigurationProblem {
  /** Place in the file, such as `profiles[0].contacts.conflictStrategy`; empty for the whole file. */
  readonly path: string;
  readonly code: ProblemCode;
  /** Which sentence of the catalogue's `configuration`, to be read after the path, and its parameters. Never a secret. */
  readonly sentence: ProblemSentence;
  readonly params: Readonly<Record<string, string | number>>;
}

export type ProblemCode =
  | 'yaml_syntax'
  | 'file_too_large'
  | 'unknown_key'
  | 'missing'
  | 'invalid_value'
  | 'duplicate_name'
  | 'duplicate_email'
  | 'unknown_user'
  | 'unknown_profile'
  | 'secret_source'
  | 'secret_unavailable'
  | 'credentials_missing'
  | 'credentials_not_allowed'
  | 'client_certificate'
  | 'delegate_not_allowed'
  | 'oauth_needs_https'
  | 'oauth_not_allowed'
  | 'oauth_proof'
  | 'account_user_fixed'
  | 'mailbox_taken'
  | 'item_type_active_elsewhere'
  | 'last_administrator'
  | 'server_url_refused';

export type ProblemSentence =
  | SchemaSentence
  | 'certificate_needed'
  | 'certificate_unreadable'
  | 'credentials_needed'
  | 'credentials_not_needed'
  | 'delegate_needed'
  | 'delegate_not_with_oauth'
  | 'file_too_large'
  | 'item_type_elsewhere'
  | 'kind_boolean'
  | 'kind_group'
  | 'kind_list'
  | 'kind_number'
  | 'kind_text'
  | 'kind_text_quotes'
  | 'kind_whole_number'
  | 'last_administrator'
  | 'mailbox_of'
  | 'mailbox_of_another'
  | 'missing'
  | 'no_profile'
  | 'no_user'
  | 'not_valid'
  | 'oauth_needed'
  | 'oauth_needs_https'
  | 'oauth_not_used'
  | 'oauth_proof_both'
  | 'oauth_proof_none'
  | 'one_of'
  | 'one_of_meant'
  | 'only'
  | 'private_key_differs'
  | 'private_key_needed'
  | 'private_key_not_rsa'
  | 'private_key_protected'
  | 'private_key_unreadable'
  | 'principal_name_missing_in'
  | 'principal_name_needed'
  | 'secret_file_unreadable'
  | 'secret_none'
  | 'secret_several'
  | 'secret_variable_unset'
  | 'server_url'
  | 'sid_missing_in'
  | 'sid_needed'
  | 'taken_by'
  | 'too_long'
  | 'too_many'
  | 'unknown_key'
  | 'unknown_key_meant'
  | 'user_fixed'
  | 'yaml_alias'
  | 'yaml_duplicate_key'
  | 'yaml_indentation'
  | 'yaml_tab'
  | 'yaml_unclosed'
  | 'yaml_unreadable';

/** The sentences that stand with the rule of the schema, where zod carries them as the text of its issue. */
export const SCHEMA_SENTENCES = [
  'appointments_from',
  'authority',
  'calendar_date',
  'crm_items',
  'duration',
  'email',
  'exchange_items',
  'fingerprint',
  'name',
  'not_empty',
  'pem',
  'impersonate',
  'time_zone',
  'variable_name',
] as const;
export type SchemaSentence = (typeof SCHEMA_SENTENCES)[number];

/** For the `error` of a schema: makes sure that the sentence exists. */
export function says(sentence: SchemaSentence): SchemaSentence {
  return sentence;
}

/** @returns `null` for what zod says itself */
export function schemaSentence(text: string): SchemaSentence | null {
  return SCHEMA_SENTENCES.find((sentence) => sentence === text) ?? null;
}

export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
