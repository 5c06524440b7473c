import { PasswordInput, Text, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { MINIMUM_LENGTH } from '../../../src/people/password-rules.ts';
import type { PasswordOwner } from './password-rules.ts';
import { metRules, PASSWORD_RULES } from './password-rules.ts';

export interface NewPassword {
  readonly password: string;
  readonly again: string;
}

interface Props {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  readonly owner: PasswordOwner;
  readonly label: string;
  /** What the server did not accept about it. */
  readonly problem?: string | undefined;
}

export function isAcceptable({ password, again }: NewPassword, owner: PasswordOwner): boolean {
  return metRules(password, again, owner) === PASSWORD_RULES.length;
}

/** A new password, twice, with what it needs; each rule is shown as met while one types. */
export function NewPasswordFields({ value, onChange, owner, label, problem }: Props) {
  const { t } = useTranslation();
  const rules = useId();
  const met = metRules(value.password, value.again, owner);
  return (
    <>
      <PasswordInput
        label={label}
        value={value.password}
        onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
        autoComplete="new-password"
        aria-describedby={rules}
        error={problem}
        required
      />
      <PasswordInput
        label={t('people.fields.passwordAgain')}
        value={value.again}
        onChange={(event) => onChange({ ...value, again: event.currentTarget.value })}
        autoComplete="new-password"
        required
      />
      <div id={rules}>
        <Text size="sm">{t('people.passwordRules.heading')}</Text>
        <ul className="rule-list">
          {PASSWORD_RULES.map((rule, index) => (
            <li key={rule} data-met={index < met}>
              <span aria-hidden="true">{index < met ? '✓' : '○'}</span>{' '}
              {t(`people.passwordRules.${rule}`, { count: MINIMUM_LENGTH })}
              <VisuallyHidden>
                {': '}
                {t(index < met ? 'people.passwordRules.met' : 'people.passwordRules.open')}
              </VisuallyHidden>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
