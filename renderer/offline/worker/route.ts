/**
 * - `page`: the app itself, whichever of its addresses was opened;
 * - `file`: something the page is made of, kept with it;
 * - `server`: what only the server can answer, now.
 */
export type Route = 'page' | 'file' | 'server';

export type Asked = { readonly method: string; readonly mode: string; readonly url: URL };

/** Answers of the server are never kept: an old one would be a lie, and a kept one somebody's data. */
const ofTheServer = ['/trpc/', '/health', '/enrolment', '/calendar/'];

export function routeOf({ method, mode, url }: Asked, origin: string, files: ReadonlySet<string>): Route {
  if (method !== 'GET' || url.origin !== origin) return 'server';
  if (ofTheServer.some((path) => url.pathname.startsWith(path))) return 'server';
  if (mode === 'navigate') return 'page';
  return files.has(url.pathname) || url.pathname.startsWith('/assets/') ? 'file' : 'server';
}
