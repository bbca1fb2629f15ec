import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';
import { ja } from './ja.js';

export type Language = 'ja' | 'en';
const KEY = 'okuru-language';

export const languageNow = (): Language => (i18next.language === 'en' ? 'en' : 'ja');

export const speak = async (language: Language): Promise<void> => {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
};

/** Japanese unless this device was told otherwise. */
export const beginToSpeak = async (): Promise<void> => {
  const lng: Language = localStorage.getItem(KEY) === 'en' ? 'en' : 'ja';
  document.documentElement.lang = lng;
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    resources: { ja: { translation: ja }, en: { translation: en } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
};
