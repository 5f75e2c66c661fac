import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import type { ServerAccess } from '#renderer/replica/network/server-access.ts';
import type { AppRouter } from '#renderer/replica/server-client.ts';

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** `useQuery(useServerQueries().audit.ofAppointment.queryOptions({ … }))`: reads that need the server; never writes. */
export const useServerQueries = useTRPC;

const AddressContext = createContext<Pick<ServerAccess, 'url'>>({ url: () => null });

/** Where the server is now; null while nobody knows. For addresses that people give to other programs. */
export function useServerAddress(): Pick<ServerAccess, 'url'> {
  return useContext(AddressContext);
}

type Props = { readonly access: ServerAccess; readonly children: ReactNode };

/** Lets screens ask what only the server knows. Everything that a desk works with comes from the replica instead. */
export function ServerQueries({ access, children }: Props): ReactNode {
  const [queryClient] = useState(newQueryClient);
  const [trpcClient] = useState(() => queryLink(access));
  useAskAgainWhenOnline(queryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        <AddressContext value={access}>{children}</AddressContext>
      </TRPCProvider>
    </QueryClientProvider>
  );
}

function newQueryClient(): QueryClient {
  // A computer without internet still reaches the server on its own loopback or network.
  return new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: 1, staleTime: 15_000 } } });
}

function useAskAgainWhenOnline(queryClient: QueryClient): void {
  const { status } = useDesk();
  useEffect(() => {
    let last = status.get().connection;
    return status.subscribe(() => {
      const { connection } = status.get();
      if (connection === 'online' && last !== 'online') void queryClient.invalidateQueries();
      last = connection;
    });
  }, [status, queryClient]);
}

// The address may change while the app runs (F25's desktop server restarts on another port), the link may not.
const ANYWHERE = 'http://server.invalid';

function queryLink(access: ServerAccess) {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${ANYWHERE}/trpc`,
        maxURLLength: 6_000,
        headers: () => {
          const deskKey = access.deskKey();
          return {
            [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
            ...(deskKey !== null && { authorization: `Bearer ${deskKey}` }),
          };
        },
        fetch: (address, options) => {
          const url = access.url();
          if (url === null) return Promise.reject(new TypeError('the server has no address yet'));
          const asked = address instanceof Request ? address.url : address.toString();
          const path = asked.slice(ANYWHERE.length);
          return fetch(`${url.replace(/\/$/, '')}${path}`, options);
        },
      }),
    ],
  });
}
