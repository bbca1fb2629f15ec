import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'ja' | 'en';
const KEY = 'okuru-language';

/** A page loads the language that it speaks. */
const WORDS: Readonly<Record<Language, () => Promise<object>>> = {
  ja: async () => (await import('./ja.js')).ja,
  en: async () => (await import('./en.js')).en,
};

export const languageNow = (): Language => (i18next.language === 'en' ? 'en' : 'ja');

/** Words that come later than the first page; what is known already stays. */
export const learn = (words: Readonly<Partial<Record<Language, object>>>): void => {
  for (const [language, more] of Object.entries(words))
    i18next.addResourceBundle(language, 'translation', more, true, false);
};

export const speak = async (language: Language): Promise<void> => {
  learn({ [language]: await WORDS[language]() });
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
    resources: { [lng]: { translation: await WORDS[lng]() } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
};
