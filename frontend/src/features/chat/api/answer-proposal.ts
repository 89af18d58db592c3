import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';
import type { Proposal } from './chat-keys';

export function useAnswerProposal() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, accept }: { id: string; accept: boolean }) =>
      api.post<Proposal>(`/chat/proposals/${id}`, { accept }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.chat }),
  });
}
