import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { changeMany } from './change-many';
import { dropRecording } from './recording-cache';

/** Deletes recordings with their files. */
export function useDeleteRecordings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[]) =>
      changeMany(ids, (id) =>
        api.delete(`/recordings/${encodeURIComponent(id)}`, { query: { delete_file: true } }),
      ),
    onSuccess: ({ changed }) => changed.forEach((id) => dropRecording(client, id)),
  });
}
