export const texts = { en: {}, zh: {} };
