import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, apiUrl } from '@/lib/api-client';

export interface Export {
  id: string;
  state: 'queued' | 'running' | 'done' | 'failed';
  progress: number;
  cameras: { id: string; name: string }[];
  from: string;
  to: string;
  created_at: string;
  created_by: string;
  size_bytes: number | null;
  error: string | null;
  expires_at: string | null;
  burn_in_time: boolean;
  time_zone: string | null;
  /** How many recorded seconds a second of a time-lapse shows; null when it is none. */
  speed: number | null;
}

export interface ExportRequest {
  camera_ids: string[];
  from: string;
  to: string;
  burn_in_time: boolean;
  time_zone: string;
  time_lapse: { speed: number } | { seconds: number } | null;
}

interface ExportList {
  exports: Export[];
  key_fingerprint: string;
}

const key = ['exports'];
const pollMs = 1000;

/** The exports one may see; looked at each second as long as one is not finished. */
export function useExports() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<ExportList>('/exports', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.exports.some((each) => each.state === 'queued' || each.state === 'running')
        ? pollMs
        : false,
  });
}

export function useCreateExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: ExportRequest) => api.post<Export>('/exports', wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Cancels an export that is not finished; removes one that is. */
export function useDeleteExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/exports/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

export function exportUrl(id: string): string {
  return apiUrl(`/exports/${id}/download`);
}
