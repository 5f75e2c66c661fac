import { bookingTexts } from '#renderer/appointments/booking-texts.ts';
import { inspectorTexts } from '#renderer/appointments/inspector-texts.ts';
import { repeatTexts } from '#renderer/appointments/repeat/repeat-texts.ts';
import { seriesTexts } from '#renderer/appointments/series/series-texts.ts';

export const texts = {
  en: { appointments: { ...bookingTexts.en, ...inspectorTexts.en, repeat: repeatTexts.en, series: seriesTexts.en } },
  zh: { appointments: { ...bookingTexts.zh, ...inspectorTexts.zh, repeat: repeatTexts.zh, series: seriesTexts.zh } },
};
