import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';

/** Whose calendar is written: all that one resource, client or location has. */
export const calendarScopeSchema = z.strictObject({ kind: z.enum(['resource', 'client', 'location']), id: idSchema });
export type CalendarScope = Readonly<z.infer<typeof calendarScopeSchema>>;

/** `busy` says that there is something and nothing else; `names` also who comes for what. */
export const calendarTellingSchema = z.enum(['busy', 'names']);
export type CalendarTelling = z.infer<typeof calendarTellingSchema>;

export const calendarLanguageSchema = z.enum(['en', 'zh']);
export type CalendarLanguage = z.infer<typeof calendarLanguageSchema>;

/** Whether a calendar says when somebody comes, or who does: then it is not for everybody, and reading it is noted. */
export function isAboutClients(asked: { readonly scope: CalendarScope; readonly telling: CalendarTelling }): boolean {
  return asked.telling === 'names' || asked.scope.kind === 'client';
}
