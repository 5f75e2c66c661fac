import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { contentSecurityPolicy } from '#shared/desktop/content-security-policy.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** Answers `app://frontdesk/…` with the renderer's files and nothing else of this computer. */
export function serveApp(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.host !== 'frontdesk') return answer(404);
    const file = await fileFor(folder, url.pathname);
    if (file === null) return answer(404);
    const type = types[extname(file)] ?? 'application/octet-stream';
    return answer(200, new Uint8Array(await readFile(file)), { 'content-type': type });
  };
}

/** A path without an ending is a screen's address, which the page itself reads. */
async function fileFor(folder: string, pathname: string): Promise<string | null> {
  const path = decode(pathname);
  if (path === null || /[\0\\]/.test(path)) return null;
  const wanted = join(folder, extname(path) === '' ? 'index.html' : path);
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(wanted)]);
    return file.startsWith(root + sep) ? file : null;
  } catch {
    return null;
  }
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

function answer(status: number, body?: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Response {
  return new Response(body ?? null, {
    status,
    headers: {
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...headers,
    },
  });
}
