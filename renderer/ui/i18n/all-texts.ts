import { refusalTexts } from '#renderer/ui/i18n/refusal-texts.ts';
import * as ui from '#renderer/ui/texts.ts';

/**
 * Every feature's `texts.ts` under the name of its folder: `t('walk-ins.title')`, `t('ui.nav.clients')`.
 * A feature's Chinese is declared as `SameKeys<typeof en>`, so that the compiler finds what was not translated.
 */
const features = {
  ui,
};

type Features = typeof features;
type Texts = { readonly [Name in keyof Features]: Features[Name]['en'] };

export const allTexts = {
  en: { ...inLanguage('en'), refusal: refusalTexts.en },
  zh: { ...inLanguage('zh'), refusal: refusalTexts.zh },
};

function inLanguage(language: 'en' | 'zh'): Texts {
  const entries = Object.entries(features).map(([name, texts]) => [name, texts[language]]);
  // The cast restores the keys that `fromEntries` forgets; `all-texts.test.ts` compares both languages key by key.
  return Object.fromEntries(entries) as Texts;
}
