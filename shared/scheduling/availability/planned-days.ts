import type { z } from 'zod';
import {
  closureSchema,
  exceptionSchema,
  localDateSchema,
  templateSchema,
} from '#shared/scheduling/availability/work-pattern.ts';
import type { LocalDate } from '#shared/time/local.ts';

/** Days for which anything can be planned, both included: those whose times can be booked (rule F11). */
export const FIRST_PLANNED_DAY: LocalDate = '2000-01-01';
export const LAST_PLANNED_DAY: LocalDate = '2099-12-31';

function isPlanned(date: LocalDate | null): boolean {
  return date === null || date === '' || (date >= FIRST_PLANNED_DAY && date <= LAST_PLANNED_DAY);
}

const fault = { error: 'year-out-of-range' } as const;

/** A day that somebody asks for. Documents keep what was asked for before there was this (AV7). */
export const plannedDateSchema = localDateSchema.refine(isPlanned, fault);

export const plannedClosureSchema = closureSchema
  .refine(({ fromDate }) => isPlanned(fromDate), { ...fault, path: ['fromDate'] })
  .refine(({ toDate }) => isPlanned(toDate), { ...fault, path: ['toDate'] });

export const plannedExceptionSchema = exceptionSchema.refine(({ date }) => isPlanned(date), {
  ...fault,
  path: ['date'],
});

export const plannedTemplateSchema = templateSchema
  .refine(({ validFrom }) => isPlanned(validFrom), { ...fault, path: ['validFrom'] })
  .refine(({ validTo }) => isPlanned(validTo), { ...fault, path: ['validTo'] })
  .refine(({ anchor }) => isPlanned(anchor), { ...fault, path: ['anchor'] });

type Listed = { readonly field: string; readonly schema: z.ZodType; readonly entries: readonly unknown[] };

/** The first of these that lies in no year that can be planned: its field, `closures.0.fromDate`; null where none does. */
export function unplannedDay({ field, schema, entries }: Listed): string | null {
  for (const [at, entry] of entries.entries()) {
    const issue = schema.safeParse(entry).error?.issues.find(({ message }) => message === fault.error);
    if (issue !== undefined) return [field, at, ...issue.path].map(String).join('.');
  }
  return null;
}
