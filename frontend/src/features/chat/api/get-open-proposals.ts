import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { chatKeys, type Proposal } from './chat-keys';

/** The changes that can still be answered, anyone who proposed them. */
export function useOpenProposals() {
  return useQuery({
    queryKey: chatKeys.proposals,
    queryFn: async ({ signal }) =>
      (await api.get<{ proposals: Proposal[] }>('/chat/proposals', { signal })).proposals,
  });
}
