import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import { addCalendarRoute } from '#server/api/calendar-route.ts';
import { type ApiServices, contextMaker } from '#server/api/context.ts';
import { corsGate } from '#server/api/cors-gate.ts';
import { addEnrolmentRoute } from '#server/api/enrolment-route.ts';
import { addHealthRoute } from '#server/api/health-route.ts';
import { hostGate } from '#server/api/host-gate.ts';
import { jsonGate } from '#server/api/json-gate.ts';
import { addPlainMutations } from '#server/api/plain-mutations.ts';
import { protocolGate } from '#server/api/protocol-gate.ts';
import { serveRenderer } from '#server/api/renderer-files.ts';
import { type AppRouter, appRouter } from '#server/api/router.ts';
import type { RedisLink } from '#server/authority/redis/redis-link.ts';
import type { Database } from '#server/database/open-database.ts';

export type HttpOptions = {
  readonly services: ApiServices;
  readonly database: Database;
  readonly redis?: RedisLink | undefined;
  /** Served on loopback; null keeps it to whoever reads the server's log. */
  readonly openEnrolmentCode: string | null;
  readonly rendererDir: string | null;
  /** Names besides localhost and addresses that this server is known by. */
  readonly allowedHosts: readonly string[];
  readonly devOrigin?: string | undefined;
};

/** A hundred commands with the longest notes there may be. */
const largestBody = 16 * 1024 * 1024;

export async function buildHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: largestBody,
    // An open stream would keep the server from closing; a desk takes a cut as "away", and an orderly end as "for good".
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1_000 },
  });
  app.addHook('onRequest', hostGate(options.allowedHosts));
  app.addHook('onRequest', corsGate(options.devOrigin));
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' });
  });
  app.setErrorHandler((error, _request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    const word = status === 413 ? 'too-large' : status < 500 ? 'invalid-request' : 'failed';
    void reply
      .code(status)
      .send({ error: { code: -32_600, message: word, data: { code: word, httpStatus: status, path: '', field: '' } } });
  });
  app.options('/*', async (_request, reply) => reply.code(204).send());
  addHealthRoute(app, options);
  addEnrolmentRoute(app, options.openEnrolmentCode);
  addCalendarRoute(app, options.services);
  await app.register(async (scope) => addTrpc(scope, options.services));
  if (options.rendererDir !== null) await serveRenderer(app, options.rendererDir);
  return app;
}

async function addTrpc(scope: FastifyInstance, services: ApiServices): Promise<void> {
  scope.addHook('onRequest', protocolGate);
  scope.addHook('preValidation', jsonGate);
  const trpcOptions: FastifyTRPCPluginOptions<AppRouter>['trpcOptions'] = {
    router: appRouter,
    createContext: contextMaker(services),
  };
  await scope.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions });
  addPlainMutations(scope, services, trpcOptions);
}
