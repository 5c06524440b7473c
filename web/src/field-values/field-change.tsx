import './field-values.css';
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldName, fieldText } from './field-lines.ts';

interface Props {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One field in one line: its name, what it holds and what it becomes. */
export function FieldChange({ field, before, after }: Props) {
  const { t, i18n } = useTranslation();
  const reader = { t, language: i18n.language };
  const isNew = before === null || before === undefined;
  return (
    <p className="field-change">
      <span className="field-part">{fieldName(t, field)}: </span>
      {isNew ? null : (
        <>
          <span className="field-before">{fieldText(field, before, reader)}</span>
          <span aria-hidden="true"> → </span>
          <VisuallyHidden> {t('values.becomes')} </VisuallyHidden>
        </>
      )}
      <b>{fieldText(field, after, reader)}</b>
    </p>
  );
}
