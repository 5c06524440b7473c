import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../src/messages/index.ts';
import { LANGUAGES } from '../../../src/messages/index.ts';
import { changeLanguage } from '../language.ts';

const NAMES: Readonly<Record<Language, string>> = { en: 'English', it: 'Italiano' };

export function LanguageChoice({ labelled = false }: { readonly labelled?: boolean }) {
  const { t, i18n } = useTranslation();
  const label = useId();
  return (
    <div>
      {labelled ? (
        <span id={label} className="field-label">
          {t('page.language')}
        </span>
      ) : (
        <VisuallyHidden id={label}>{t('page.language')}</VisuallyHidden>
      )}
      <SegmentedControl
        size={labelled ? 'sm' : 'xs'}
        aria-labelledby={label}
        data={LANGUAGES.map((language) => ({ value: language, label: NAMES[language] }))}
        value={i18n.language}
        onChange={(language) => changeLanguage(language as Language)}
      />
    </div>
  );
}
