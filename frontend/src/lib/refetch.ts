import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Fetches what is shown again. An answer that is still on its way may have been read before the change that calls for
 * this, so it is not waited for; `invalidateQueries` alone would keep it when it is the first.
 */
export async function refetch(client: QueryClient, queryKey?: QueryKey): Promise<void> {
  await client.cancelQueries({ queryKey });
  await client.invalidateQueries({ queryKey });
}

/** Replaces answers that are on their way and may lack a change that has just been told; what has arrived stays. */
export async function replaceFetches(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const fetches = client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
  await Promise.all(fetches.map((query) => refetch(client, query.queryKey)));
}
