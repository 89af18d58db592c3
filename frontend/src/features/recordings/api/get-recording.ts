import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Recording } from '@/lib/recording';
import { recordingKeys } from './recording-cache';

export function useRecording(id: string, known: Recording | undefined) {
  return useQuery({
    queryKey: recordingKeys.one(id),
    queryFn: ({ signal }) => api.get<Recording>(`/recordings/${encodeURIComponent(id)}`, { signal }),
    placeholderData: known,
  });
}
