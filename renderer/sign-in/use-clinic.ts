import { useQuery } from '@tanstack/react-query';
import { useServerQueries } from '#renderer/replica/server-queries.tsx';

/** What the server says of the clinic before anybody has signed in; undefined while it cannot be asked. */
export function useClinic() {
  const { data } = useQuery(useServerQueries().session.clinic.queryOptions());
  return data;
}
