import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The enrolment code, for a browser on the computer that the server was started on and for. */
export function addEnrolmentRoute(app: FastifyInstance, enrolmentCode: string | null): void {
  app.get('/enrolment', async (request, reply) => {
    if (enrolmentCode === null || !isFromThisComputer(request)) return reply.code(404).send({ error: 'not-found' });
    return reply.header('cache-control', 'no-store').send({ code: enrolmentCode });
  });
}

// Behind a proxy on this computer, everybody would seem to be on it.
function isFromThisComputer({ headers, socket }: FastifyRequest): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
  return !isForwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
}
