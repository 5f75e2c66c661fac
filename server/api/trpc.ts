import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { asTrpcError } from '#server/api/as-trpc-error.ts';
import type { ApiContext } from '#server/api/context.ts';

const api = initTRPC.context<ApiContext>().create({
  isDev: false,
  // A silent connection is noticed within two seconds, and opened again (F25).
  sse: { ping: { enabled: true, intervalMs: 600 }, client: { reconnectAfterInactivityMs: 1_800 } },
  // Stable words only: no stack, no database detail (F12), nothing that a person typed.
  errorFormatter: ({ shape, error }) => ({
    code: shape.code,
    message: messageOf(error),
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, field: fieldOf(error) },
  }),
});

export const router = api.router;

/** Turns whatever a procedure throws into a typed error before it leaves. */
export const publicProcedure = api.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok || result.error.code !== 'INTERNAL_SERVER_ERROR') return result;
  throw asTrpcError(result.error.cause ?? result.error);
});

/** For a desk that has proved itself with its key; the tenant is known from there and from nowhere else. */
export const deskProcedure = publicProcedure.use(({ ctx, next }) => {
  if (ctx.desk === null) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'desk-unknown' });
  return next({ ctx: { ...ctx, desk: ctx.desk } });
});

function messageOf(error: TRPCError): string {
  if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR') return 'invalid-request';
  if (error.code === 'NOT_FOUND') return 'unknown-procedure';
  return error.message;
}

function fieldOf(error: TRPCError): string {
  if (!(error.cause instanceof ZodError)) return '';
  return error.cause.issues[0]?.path.map(String).join('.').slice(0, 200) ?? '';
}
