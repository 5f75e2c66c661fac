import { en } from '#renderer/importing/texts-en.ts';
import { zh } from '#renderer/importing/texts-zh.ts';

export const texts = { en: { importing: en }, zh: { importing: zh } };
