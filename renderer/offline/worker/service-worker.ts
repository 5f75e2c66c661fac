import { forgetOldBuilds, keepBuild, keptFile, keptPage, type Precache } from '#renderer/offline/worker/kept-pages.ts';
import { isLastWord } from '#renderer/offline/worker/last-word.ts';
import { routeOf } from '#renderer/offline/worker/route.ts';

/** Written in by the build: tools/vite-plugins/precache-list.ts. */
declare const __PRECACHE__: Precache;
// The library types every worker's global as a plain one.
const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const precache = __PRECACHE__;
const files = new Set(precache.files);

/** The app opens within a second, also where the network takes connections and never answers (F25). */
const PAGE_MS = 500;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepBuild(precache).then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldBuilds().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { method, mode } = request;
  const route = routeOf({ method, mode, url: new URL(request.url) }, worker.location.origin, files);
  if (route === 'page') event.respondWith(page(request));
  if (route === 'file') event.respondWith(keptFile(request, precache).then((kept) => kept ?? fetch(request)));
});

worker.addEventListener('message', (event) => {
  const said: unknown = event.data;
  if (!isLastWord(said)) return;
  const { url, headers, body } = said;
  event.waitUntil(fetch(url, { method: 'POST', keepalive: true, headers, body }).catch(() => undefined));
});

/** The server's page, so that a new build is seen at once; else the one of this build. */
async function page(request: Request): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PAGE_MS);
  try {
    const answer = await fetch(request, { signal: patience.signal });
    if (answer.status < 500) return answer;
    return (await keptPage(precache)) ?? answer;
  } catch (error) {
    const kept = await keptPage(precache);
    if (kept === undefined) throw error;
    return kept;
  } finally {
    clearTimeout(timer);
  }
}
