import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export interface FileComparison {
  /** Why nothing is known; null when it is. */
  unknown_reason: string | null;
  files: number;
  orphans: { file: string; bytes: number; written_at: string }[];
  orphan_count: number;
  orphan_bytes: number;
  missing: { id: string; camera_name: string; start_time: string; file_name: string }[];
  missing_count: number;
}

const filesKey = [...queryKeys.storage, 'files'];

/** Looks at every file, which takes a while on a large disk: only when asked to. */
export function useFileComparison(asked: boolean) {
  return useQuery({
    queryKey: filesKey,
    queryFn: ({ signal }) => api.get<FileComparison>('/storage/files', { signal }),
    enabled: asked,
    staleTime: Infinity,
  });
}

export type Repair = { action: 'adopt' | 'delete'; files: string[] } | { action: 'forget'; ids: string[] };

export function useRepairFiles() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, ...body }: Repair) =>
      api.post<{ done: number; problems: string[] }>(`/storage/files/${action}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.storage }),
  });
}
