/** The timeline's words; merged into i18next by the shell. */
export const texts = { en: { timeline: {} }, zh: { timeline: {} } };
