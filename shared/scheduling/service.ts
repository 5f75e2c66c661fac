import { z } from 'zod';
import { idSchema, requiredText, text, versionSchema } from '#shared/lib/text.ts';
import { colorSchema, resourceKindSchema } from '#shared/scheduling/resource.ts';

export const minutesSchema = z
  .int({ error: 'minutes-out-of-range' })
  .min(1, { error: 'minutes-out-of-range' })
  .max(1440, { error: 'too-long' });
export const bufferSchema = z
  .int({ error: 'buffer-out-of-range' })
  .min(0, { error: 'buffer-out-of-range' })
  .max(720, { error: 'buffer-out-of-range' });

const needSchema = z.strictObject({
  kind: resourceKindSchema,
  /** All of these are asked of each resource that fills the need. */
  skills: z.array(requiredText(60)).max(20),
  count: z.int().min(1).max(10),
});

const servicePhaseSchema = z.strictObject({
  name: text(60),
  minutes: minutesSchema,
  needs: z.array(needSchema).max(10),
});

/** What a person may set of a service. */
export const serviceFields = z.strictObject({
  name: requiredText(120),
  category: text(60),
  color: colorSchema,
  phases: z.array(servicePhaseSchema).min(1).max(12),
  bufferBeforeMinutes: bufferSchema,
  bufferAfterMinutes: bufferSchema,
  /** In the smallest unit of the currency. */
  priceMinor: z
    .int({ error: 'price-out-of-range' })
    .min(0, { error: 'price-out-of-range' })
    .max(1_000_000_000, { error: 'price-out-of-range' }),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'unknown-currency' }),
  order: z.int().min(0).max(10_000),
  isActive: z.boolean(),
});

/** Something a client comes for: phases in order, each asking for resources of a kind with skills. */
export const serviceSchema = serviceFields.extend({ id: idSchema, version: versionSchema });
export type Service = Readonly<z.infer<typeof serviceSchema>>;
export type ServicePhase = Service['phases'][number];
export type Need = ServicePhase['needs'][number];

/** Minutes from the first phase's start to the last one's end, without buffers. */
export function serviceMinutes(service: Pick<Service, 'phases'>): number {
  return service.phases.reduce((total, phase) => total + phase.minutes, 0);
}
