import { signInInputSchema, signInOutputSchema } from '#shared/replication/session.ts';
import { deskProcedure } from '#server/api/trpc.ts';

/** Checks a person's PIN and binds them to this desk: later commands of theirs are believed from it. */
export const sessionSignIn = deskProcedure
  .input(signInInputSchema)
  .output(signInOutputSchema)
  .mutation(({ ctx, input }) => ctx.authority.signIn(ctx.desk, input));
