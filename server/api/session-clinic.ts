import { z } from 'zod';
import { publicProcedure } from '#server/api/trpc.ts';

const clinicOutputSchema = z.object({
  tenantName: z.string(),
  isDemo: z.boolean(),
  /** The PIN that the sign-in screen may tell: of everybody in the demo, or of the owner before they chose one. */
  signInHint: z.object({ kind: z.enum(['demo', 'first-start']), pin: z.string() }).nullable(),
});

/** What the screen may say before anybody has signed in. */
export const sessionClinic = publicProcedure.output(clinicOutputSchema).query(async ({ ctx }) => {
  const tenant = await ctx.authority.findTenant(ctx.desk?.tenantId ?? ctx.homeTenantId);
  return { tenantName: tenant?.name ?? '', isDemo: tenant?.isDemo ?? false, signInHint: tenant?.signInHint ?? null };
});
