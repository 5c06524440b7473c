import type { TFunction } from 'i18next';
import { hasMessage } from '../../../src/messages/index.ts';
import type { AuditEntry } from '../api/users.ts';
import { SETTING_LABELS } from './setting-labels.ts';

type Details = AuditEntry['details'];

/** What happened, as one sentence, with what was changed where the entry says so. */
export function auditText(t: TFunction, { actor, action, object, details }: AuditEntry): string {
  const who = actor === null ? t('page.title') : actor === 'operator' ? t('people.auditPage.operator') : actor;
  // Where the rule itself granted, nobody decided.
  const byRule = action === 'claim_granted' && details['rule'] === true;
  const isOwnPassword = action === 'password_set' && object?.name === actor;
  const key = byRule
    ? 'people.auditPage.grantedByRule'
    : isOwnPassword
      ? 'people.auditPage.ownPassword'
      : `people.audit.${action}`;
  const sentence = t(key, { actor: who, object: object?.name ?? who });
  const facts = [...changedFields(t, details), ...otherFacts(t, details)];
  return facts.length === 0 ? sentence : `${sentence.replace(/\.$/, '')} (${facts.join(', ')}).`;
}

/** `fields` of a person and `settings` of a profile or an account, under the names that their forms give them. */
function changedFields(t: TFunction, details: Details): readonly string[] {
  const names = [details['fields'], details['settings']].filter((list) => typeof list === 'string').join(', ');
  return names
    .split(', ')
    .filter((name) => name !== '' && !(name in details))
    .map((name) => labelOf(t, name));
}

function labelOf(t: TFunction, name: string): string {
  const keys = [`people.fields.${name}`, SETTING_LABELS[name] ?? ''];
  const known = keys.find((key) => hasMessage(key));
  return known === undefined ? name : t(known);
}

function otherFacts(t: TFunction, { role, active, emailVerified, itemType, address }: Details): readonly string[] {
  const facts: string[] = [];
  if (role === 'administrator' || role === 'user')
    facts.push(`${t('people.fields.role')}: ${t(`people.roles.${role}`)}`);
  if (typeof active === 'boolean')
    facts.push(t(active ? 'people.auditPage.activated' : 'people.auditPage.deactivated'));
  if (typeof emailVerified === 'boolean') {
    facts.push(t(emailVerified ? 'people.auditPage.emailConfirmed' : 'people.auditPage.emailUnconfirmed'));
  }
  if (itemType === 'contacts' || itemType === 'appointments') facts.push(t(`page.state.${itemType}`));
  if (typeof address === 'string') facts.push(t('people.auditPage.from', { address }));
  return facts;
}
