import type { LastWord } from '#renderer/offline/worker/last-word.ts';

export type LastRequest = Pick<LastWord, 'url' | 'headers' | 'body'>;

/**
 * Posts while the page goes. A page under a service worker hands it over: the browser leads such a page's requests, kept
 * alive or not, through the worker from within the page, and most of them end with it.
 * @param worker of this page; null: there is none.
 */
export function sendLast(request: LastRequest, worker: Pick<ServiceWorker, 'postMessage'> | null): void {
  if (worker !== null) return worker.postMessage({ kind: 'last-word', ...request } satisfies LastWord);
  fetch(request.url, { method: 'POST', keepalive: true, headers: request.headers, body: request.body }).catch(
    () => undefined,
  );
}

/** Where pages are not kept there is none, and an insecure origin does not even have the word. */
export function workerOfPage(): ServiceWorker | null {
  return 'serviceWorker' in navigator ? navigator.serviceWorker.controller : null;
}
