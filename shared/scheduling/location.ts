import { z } from 'zod';
import { idSchema, requiredText, text, versionSchema } from '#shared/lib/text.ts';
import { closureSchema, holidayCalendarSchema } from '#shared/scheduling/availability/work-pattern.ts';
import { leaseRuleSchema } from '#shared/scheduling/lease.ts';
import { weeklyHoursSchema } from '#shared/scheduling/weekly-hours.ts';
import { zoneSchema } from '#shared/time/zone.ts';

/** What a person may set of a location. */
export const locationFields = z.strictObject({
  name: requiredText(120),
  zone: zoneSchema,
  address: text(400),
  hours: weeklyHoursSchema,
  order: z.int().min(0).max(10_000),
  isActive: z.boolean(),
  /** Days on which it is shut, and the public holidays that it keeps. Older locations have none. */
  closures: z.array(closureSchema).max(200).optional(),
  holidays: holidayCalendarSchema.nullable().optional(),
  /** Locations from before there were leases have none. */
  leaseRules: z.array(leaseRuleSchema).max(20).optional(),
});

/** A branch of the clinic; its zone is the one that its screens, slips and messages show. */
export const locationSchema = locationFields.extend({ id: idSchema, version: versionSchema });
export type Location = Readonly<z.infer<typeof locationSchema>>;
