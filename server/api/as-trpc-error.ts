import { TRPCError } from '@trpc/server';
import { DatabaseError } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';

/** An outage as 503, which a desk retries; anything else as 500, without a word about why. */
export function asTrpcError(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error;
  const isOutage = error instanceof Outage || error instanceof DatabaseError;
  if (isOutage) return new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'unavailable', cause: error });
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'failed', cause: error });
}
