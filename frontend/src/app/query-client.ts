import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { ApiError, errorMessage } from '@/lib/problem';
import { queryKeys } from '@/lib/query-keys';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The form shows what went wrong; no toast is needed. */
      showsOwnErrors?: boolean;
    };
  }
}

const retries = 2;

/** A session that has ended shows the login page, see layout/gate.tsx. */
function noticeEndOfSession(error: unknown): void {
  if (error instanceof ApiError && error.status === 401)
    void queryClient.invalidateQueries({ queryKey: queryKeys.auth, exact: true });
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndOfSession }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => {
      noticeEndOfSession(error);
      if (!mutation.meta?.showsOwnErrors) toast.error(errorMessage(error));
    },
  }),
  defaultOptions: {
    queries: {
      // The server tells of changes by itself, see live-updates.ts.
      staleTime: 60_000,
      // Asking again helps when the server was not reached, not when it refused.
      retry: (failures, error) =>
        failures < retries && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      // The browser may say that it is offline although the server on the local network is reached.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
