import { bookingTexts } from '#renderer/appointments/booking-texts.ts';

export const texts = {
  en: { appointments: bookingTexts.en },
  zh: { appointments: bookingTexts.zh },
};
