import { FIELD_LABELS } from '../settings/form/field-labels.ts';
import { RULE_LABELS } from '../settings/rules/rule-labels.ts';

/** Messages under which the forms show what the record calls by its name in files and in the API. */
export const SETTING_LABELS: Readonly<Record<string, string>> = {
  ...below('settings.rules', RULE_LABELS),
  ...below('settings.form', FIELD_LABELS),
  intervalSeconds: 'settings.form.interval',
  tls: 'settings.form.security',
  invitations: 'settings.form.invitations',
  delegate: 'people.auditPage.delegate',
  oauth: 'people.auditPage.oauth',
  mailbox: 'accounts.form.mailbox',
  impersonate: 'accounts.form.impersonate',
  credentials: 'accounts.form.credentials',
  appointmentsFrom: 'accounts.form.appointmentsFrom',
  firstRun: 'people.auditPage.firstRun',
};

function below(group: string, labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, `${group}.${label}`]));
}
