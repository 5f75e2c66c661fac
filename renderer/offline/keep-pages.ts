/**
 * Keeps the app's own pages in the browser, so that it opens while the server is away. The desktop app has its pages
 * with it; in development they change too often; an origin that is not secure has no service worker.
 */
export function keepPages(): void {
  const isDesktop = window.frontdesk !== undefined;
  if (isDesktop || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Without it everything works but opening offline, as in a private window.
  navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}
