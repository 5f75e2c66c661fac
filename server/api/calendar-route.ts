import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiServices } from '#server/api/context.ts';

type Asked = { readonly Params: { readonly file: string } };

/** Calendars for other programs: whoever knows the address may read it, and nothing else (IC5 to IC8). */
export function addCalendarRoute(
  app: FastifyInstance,
  services: Pick<ApiServices, 'authority' | 'feedAttempts'>,
): void {
  app.get<Asked>('/calendar/:file', async (request, reply) => {
    reply.headers({ 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' });
    if (!services.feedAttempts.mayTry(request.ip))
      return reply.code(429).header('retry-after', '60').send({ error: 'too-many-attempts' });
    const text = await textAt(services, request.params.file);
    if (text === null) return reply.code(404).send({ error: 'not-found' });
    services.feedAttempts.forgive(request.ip);
    return answer(request, reply, text);
  });
}

async function textAt({ authority }: Pick<ApiServices, 'authority'>, file: string): Promise<string | null> {
  return file.endsWith('.ics') ? authority.calendars.readFeed(file.slice(0, -'.ics'.length)) : null;
}

function answer(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  reply.header('etag', etag);
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) return reply.code(304).send();
  return reply
    .headers({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="calendar.ics"',
    })
    .send(text);
}
