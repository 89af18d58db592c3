import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/lib/query-keys';

/** A change after which everything about alerts is read again. A form that shows what went wrong says so in `meta`. */
export function useAlertMutation<Input, Output>(
  send: (input: Input) => Promise<Output>,
  meta?: { showsOwnErrors: true },
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.alerts }),
  });
}
