import type { TFunction } from 'i18next';
import { createInstance } from 'i18next';
import { en } from './en/index.ts';
import { it } from './it/index.ts';
import type { Translate } from './translate.ts';

export const LANGUAGES = ['en', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The catalogues as i18next takes them, for the page. */
export const catalogues = { en: { translation: en }, it: { translation: it } } as const;

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

export { hasMessage } from './has-message.ts';
export { localeOf } from './locale.ts';
export * from './series/index.ts';
export type { Translate };
