import { z } from 'zod';
import { DEFAULT_HOLD_MINUTES, holdMinutesSchema } from '#shared/replication/holds.ts';
import { publicProcedure } from '#server/api/trpc.ts';

const clinicOutputSchema = z.object({
  tenantName: z.string(),
  isDemo: z.boolean(),
  /** For how long a slot is held for whoever chose it. */
  holdMinutes: holdMinutesSchema,
  /** The PIN that the sign-in screen may tell: of everybody in the demo, or of the owner before they chose one. */
  signInHint: z.object({ kind: z.enum(['demo', 'first-start']), pin: z.string() }).nullable(),
});

/** What the screen may say before anybody has signed in. */
export const sessionClinic = publicProcedure.output(clinicOutputSchema).query(async ({ ctx }) => {
  const tenant = await ctx.authority.findTenant(ctx.desk?.tenantId ?? ctx.homeTenantId);
  return {
    tenantName: tenant?.name ?? '',
    isDemo: tenant?.isDemo ?? false,
    holdMinutes: tenant?.holdMinutes ?? DEFAULT_HOLD_MINUTES,
    signInHint: tenant?.signInHint ?? null,
  };
});
