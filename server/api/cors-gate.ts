import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROTOCOL_HEADER } from '#shared/replication/protocol.ts';

/** The desktop app's own pages. */
const desktopOrigin = 'app://frontdesk';

/** Lets the desktop's pages, and those of a development server, ask; every other page stays locked out. */
export function corsGate(devOrigin: string | undefined) {
  const allowed = [desktopOrigin, devOrigin].filter((origin) => origin !== undefined);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { origin } = request.headers;
    reply.header('vary', 'origin');
    if (origin === undefined || !allowed.includes(origin)) return undefined;
    reply.header('access-control-allow-origin', origin);
    if (request.method !== 'OPTIONS') return undefined;
    return reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', `authorization, content-type, trpc-accept, ${PROTOCOL_HEADER}`)
      .header('access-control-max-age', '600')
      .code(204)
      .send();
  };
}
