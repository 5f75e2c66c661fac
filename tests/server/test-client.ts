import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import type { AppRouter } from '#server/api/router.ts';

/** A client of a running server's API, with this desk key or with none. */
export function testClient(url: string, deskKey: string | null, extra: Record<string, string> = {}) {
  const protocol = String(PROTOCOL_VERSION);
  const headers = {
    [PROTOCOL_HEADER]: protocol,
    ...(deskKey !== null && { authorization: `Bearer ${deskKey}` }),
    ...extra,
  };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url: `${url}/trpc`, connectionParams: { deskKey: deskKey ?? '', protocol } }),
        false: httpLink({ url: `${url}/trpc`, headers }),
      }),
    ],
  });
}
