import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { allTexts } from '#renderer/ui/i18n/all-texts.ts';
import type { Language } from '#renderer/ui/preference-store.ts';

/** The texts are in the bundle, so this is done before the first paint. React escapes; i18next must not do it again. */
export function startI18n(language: Language): i18n {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: allTexts.en }, zh: { translation: allTexts.zh } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = languageTag(language);
  return i18next;
}

/** The language of the texts, as formats of dates and numbers want it. */
export function languageTag(language: string): string {
  return language === 'zh' ? 'zh-CN' : 'en-GB';
}
