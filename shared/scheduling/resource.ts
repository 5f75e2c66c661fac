import { z } from 'zod';
import { idSchema, requiredText, text, versionSchema } from '#shared/lib/text.ts';
import { exceptionSchema, templateSchema } from '#shared/scheduling/availability/work-pattern.ts';
import { weeklyHoursSchema } from '#shared/scheduling/weekly-hours.ts';

export const resourceKinds = ['practitioner', 'room', 'equipment'] as const;
export const resourceKindSchema = z.enum(resourceKinds);
export type ResourceKind = z.infer<typeof resourceKindSchema>;

export const colorSchema = z.string().regex(/^#[0-9a-f]{6}$/i, { error: 'not-a-color' });

/** What a person may set of a resource. */
export const resourceFields = z.strictObject({
  kind: resourceKindSchema,
  name: requiredText(120),
  locationId: idSchema,
  /** How many visits it takes at once; 0 is closed. */
  lanes: z
    .int({ error: 'lanes-out-of-range' })
    .min(0, { error: 'lanes-out-of-range' })
    .max(100, { error: 'lanes-out-of-range' }),
  skills: z.array(requiredText(60)).max(50),
  /** Its own hours; null means the hours of its location. */
  hours: weeklyHoursSchema.nullable(),
  /** Weeks of its own from a day on, and single days. Older resources have none. */
  templates: z.array(templateSchema).max(50).optional(),
  exceptions: z.array(exceptionSchema).max(400).optional(),
  /** Who of the staff it is; they ask for their own time off. */
  personId: idSchema.nullable().optional(),
  /** Small print under the name: "Physiotherapist", "2nd floor". */
  title: text(120),
  color: colorSchema.nullable(),
  order: z.int().min(0).max(10_000),
  isActive: z.boolean(),
});

/** A practitioner, a room or a piece of equipment. */
export const resourceSchema = resourceFields.extend({ id: idSchema, version: versionSchema });
export type Resource = Readonly<z.infer<typeof resourceSchema>>;
