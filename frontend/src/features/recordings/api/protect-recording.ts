import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Recording } from '@/lib/recording';
import { putRecording } from './recording-cache';

interface Protection {
  id: string;
  isProtected: boolean;
}

export function protectRecording({ id, isProtected }: Protection): Promise<Recording> {
  return api.patch<Recording>(`/recordings/${encodeURIComponent(id)}`, { protected: isProtected });
}

/** Keeps a recording from being deleted, or not any more. */
export function useProtectRecording() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: protectRecording,
    onSuccess: (recording) => putRecording(client, recording),
  });
}
