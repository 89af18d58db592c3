import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

/** A machine that cameras run on; locally the only one there is. */
interface Node {
  name: string;
  ip: string | null;
  ready: boolean;
}

export function useNodes() {
  return useQuery({
    queryKey: queryKeys.nodes,
    queryFn: ({ signal }) => api.get<Node[]>('/nodes/', { signal }),
    // Nodes come and go rarely, and no event tells of it.
    refetchInterval: 60_000,
  });
}
