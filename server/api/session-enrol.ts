import { TRPCError } from '@trpc/server';
import { enrolInputSchema, enrolOutputSchema } from '#shared/replication/session.ts';
import { publicProcedure } from '#server/api/trpc.ts';

/** A desk proves with the clinic's code that it belongs there, and gets its key. */
export const sessionEnrol = publicProcedure
  .input(enrolInputSchema)
  .output(enrolOutputSchema)
  .mutation(async ({ ctx, input }) => {
    if (!ctx.enrolmentAttempts.mayTry(ctx.address))
      throw new TRPCError({ code: 'TOO_MANY_REQUESTS', message: 'too-many-attempts' });
    const enrolment = await ctx.authority.enrol(input.code, input.deskName);
    if (enrolment === null) throw new TRPCError({ code: 'FORBIDDEN', message: 'wrong-code' });
    ctx.enrolmentAttempts.forgive(ctx.address);
    return enrolment;
  });
