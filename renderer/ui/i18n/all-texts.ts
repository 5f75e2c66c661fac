import { texts as appointments } from '#renderer/appointments/texts.ts';
import { texts as clients } from '#renderer/clients/texts.ts';
import { texts as conflicts } from '#renderer/conflicts/texts.ts';
import { texts as importing } from '#renderer/importing/texts.ts';
import { texts as leases } from '#renderer/leases/texts.ts';
import { texts as availability } from '#renderer/settings/availability/texts.ts';
import { texts as settings } from '#renderer/settings/texts.ts';
import { texts as signIn } from '#renderer/sign-in/texts.ts';
import { texts as timeline } from '#renderer/timeline/texts.ts';
import { texts as walkIns } from '#renderer/walk-ins/texts.ts';
import { refusalTexts } from '#renderer/ui/i18n/refusal-texts.ts';
import { texts as ui } from '#renderer/ui/texts.ts';

/**
 * Everything that people read. Each feature's `texts.ts` brings a namespace of its own: `{ en: { clients: {…} }, zh: … }`
 * is read as `t('clients.title')`. `all-texts.test.ts` proves that both languages have the same keys.
 */
const features = [
  ui,
  availability,
  appointments,
  clients,
  conflicts,
  importing,
  leases,
  settings,
  signIn,
  timeline,
  walkIns,
] as const;

export const allTexts = {
  en: Object.assign({ refusal: refusalTexts.en }, ...features.map((texts) => texts.en)) as object,
  zh: Object.assign({ refusal: refusalTexts.zh }, ...features.map((texts) => texts.zh)) as object,
};
