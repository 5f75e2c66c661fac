/**
 * What a page of Frontdesk may load: itself, and the servers it talks to. Mantine and FullCalendar write style
 * elements, hence `unsafe-inline` for styles alone. One policy for the desktop's protocol and for the server.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' http://127.0.0.1:* http://localhost:*",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ');
