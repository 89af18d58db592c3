import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Recording } from '@/lib/recording';
import { putRecording } from './recording-cache';

/** Keeps a recording from being deleted, or not any more. */
export function useProtectRecording() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, isProtected }: { id: string; isProtected: boolean }) =>
      api.patch<Recording>(`/recordings/${encodeURIComponent(id)}`, { protected: isProtected }),
    onSuccess: (recording) => putRecording(client, recording),
  });
}
