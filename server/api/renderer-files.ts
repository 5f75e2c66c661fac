import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '#shared/desktop/content-security-policy.ts';

/** The same pages that the desktop app shows, for a browser. */
export async function serveRenderer(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // A build names its assets by their content; the page that names them must always be the newest.
      const isNamedByContent = /[/\\]assets[/\\]/.test(path);
      void reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
      void reply.header('content-security-policy', contentSecurityPolicy);
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && request.headers.accept?.includes('text/html') === true;
    if (!isPage || request.url.startsWith('/trpc/')) return reply.code(404).send({ error: 'not-found' });
    return reply.sendFile('index.html');
  });
}
