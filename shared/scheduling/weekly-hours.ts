import { z } from 'zod';

/** Opening hours in wall time: on `weekday` (1 Monday to 7 Sunday) from minute to minute of the local day. */
export const weeklyHoursSchema = z
  .array(
    z
      .strictObject({
        weekday: z.int().min(1).max(7),
        fromMinute: z.int().min(0).max(1439),
        toMinute: z.int().min(1).max(1440),
      })
      .refine((span) => span.fromMinute < span.toMinute, { error: 'end-before-start' }),
  )
  .max(70);

export type WeeklyHours = z.infer<typeof weeklyHoursSchema>;
