import { TRPCError } from '@trpc/server';
import { deskProcedure, router } from '#server/api/trpc.ts';

// Reserved: a desk that calls them learns that this server has none yet, and books without.
const notYet = deskProcedure.mutation(() => {
  throw new TRPCError({ code: 'NOT_IMPLEMENTED', message: 'holds-not-available' });
});

export const holds = router({ place: notYet, extend: notYet, release: notYet });
