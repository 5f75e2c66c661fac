import type { Plugin } from 'vite';
import { contentSecurityPolicy } from '#shared/desktop/content-security-policy.ts';

/** Writes the policy into the built page. Not in development: it would block React's refresh. */
export function contentSecurityMeta(): Plugin {
  return {
    name: 'frontdesk:content-security-meta',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}
