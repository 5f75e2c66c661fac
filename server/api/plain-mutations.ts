import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import { fastifyRequestHandler, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ApiContext, type ApiServices, contextOf } from '#server/api/context.ts';
import { type AppRouter, appRouter } from '#server/api/router.ts';

/** What many desks ask for at once. */
const paths = ['commands.push', 'holds.place', 'holds.extend', 'holds.release'] as const;

type TrpcOptions = FastifyTRPCPluginOptions<AppRouter>['trpcOptions'];

/**
 * Answers the plain form of these mutations, one call in one JSON body, as tRPC's adapter does, byte for byte: without
 * the web's Request, Response and streams around each, which cost more than all the rest. Anything else is the adapter's.
 */
export function addPlainMutations(scope: FastifyInstance, services: ApiServices, trpcOptions: TrpcOptions): void {
  // As text, like the adapter's: the gate in front has to read it before anything parses it.
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  for (const path of paths) {
    scope.post(`/trpc/${path}`, async (request, reply) => {
      const input = plainInput(request);
      if (input === null) return fastifyRequestHandler({ ...trpcOptions, req: request, res: reply, path });
      await answer(reply, await call(services, request, { path, input: input.value }));
      return reply;
    });
  }
}

type Call = { readonly path: string; readonly input: unknown };
type Answer = { readonly status: number; readonly body: object };

async function call(services: ApiServices, request: FastifyRequest, { path, input }: Call): Promise<Answer> {
  let ctx: ApiContext | undefined;
  try {
    ctx = await contextOf(services, request, null);
    const getRawInput = async (): Promise<unknown> => input;
    const data: unknown = await callTRPCProcedure({
      router: appRouter,
      path,
      type: 'mutation',
      ctx,
      getRawInput,
      signal: undefined,
      batchIndex: 0,
    });
    return { status: 200, body: { result: { data } } };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    const config = appRouter._def._config;
    const shape = getTRPCErrorShape({ config, error, type: 'mutation', path, input, ctx });
    return { status: getHTTPStatusCodeFromError(error), body: { error: shape } };
  }
}

/** Null: in another form than the plain one, or not JSON at all. */
function plainInput({ body, url, headers }: FastifyRequest): { readonly value: unknown } | null {
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  if (typeof body !== 'string' || !isJson || url.includes('?') || 'trpc-accept' in headers) return null;
  try {
    return { value: JSON.parse(body) };
  } catch {
    return null;
  }
}

function answer(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  return (
    reply
      .code(status)
      .headers({ vary: 'trpc-accept, accept', 'content-type': 'application/json' })
      // To text Fastify would add a character set, which the adapter does not name.
      .send(Buffer.from(JSON.stringify(body)))
  );
}
