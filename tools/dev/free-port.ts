import { createServer } from 'node:net';
import { must } from '#shared/lib/must.ts';

/** A port that is free now. The server behind the proxy keeps it through its restarts. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return must(typeof address === 'object' ? address?.port : null, 'a listening server has a port');
}
