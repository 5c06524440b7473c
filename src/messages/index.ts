import type { TFunction } from 'i18next';
import { createInstance } from 'i18next';
import { en } from './en/index.ts';
import { it } from './it/index.ts';

export const LANGUAGES = ['en', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The catalogues as i18next takes them, for the page. */
export const catalogues = { en: { translation: en }, it: { translation: it } } as const;

/** Renders `key` (`errors.timeout`) with parameters, in one language. Unknown keys come back as they are. */
export type Translate = (key: string, params?: Readonly<Record<string, unknown>>) => string;

export function translatorFor(language: Language): Translate {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: catalogues,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  const translate: TFunction = instance.getFixedT(language);
  return (key, params) => translate(key, { ...params });
}

/** `it_IT.UTF-8` is Italian; whatever is not is English. */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('it') === true ? 'it' : 'en';
}

/** How dates and numbers are written. The English of this product is the British one: the day before the month. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

export { hasMessage } from './has-message.ts';
