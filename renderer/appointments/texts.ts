import { bookingTexts } from '#renderer/appointments/booking-texts.ts';
import { inspectorTexts } from '#renderer/appointments/inspector-texts.ts';

export const texts = {
  en: { appointments: { ...bookingTexts.en, ...inspectorTexts.en } },
  zh: { appointments: { ...bookingTexts.zh, ...inspectorTexts.zh } },
};
