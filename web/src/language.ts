import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../src/messages/index.ts';
import { catalogues, LANGUAGES, languageOf } from '../../src/messages/index.ts';

const REMEMBERED = 'raccordo.language';

/** The language that the person chose here before, else the browser's. */
export function startLanguage(): void {
  const remembered = localStorage.getItem(REMEMBERED);
  const language = LANGUAGES.find((known) => known === remembered) ?? languageOf(navigator.language);
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: catalogues,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  announce(language);
}

export function changeLanguage(language: Language): void {
  localStorage.setItem(REMEMBERED, language);
  void i18next.changeLanguage(language);
  announce(language);
}

/** To the browser and to screen readers: how the page is pronounced. */
function announce(language: Language): void {
  document.documentElement.lang = language;
}
