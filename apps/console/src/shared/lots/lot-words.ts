import { learn } from '../../words/words.js';

/** Only a screen that meets goods which are kept by lot loads them. */
export const learnLotWords = async (): Promise<void> => {
  const [{ lotsJa }, { lotsEn }] = await Promise.all([
    import('../../words/lots.ja.js'),
    import('../../words/lots.en.js'),
  ]);
  learn({ ja: lotsJa, en: lotsEn });
};
