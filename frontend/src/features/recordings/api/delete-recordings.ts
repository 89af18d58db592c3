import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { mapConcurrently } from '@/lib/map-concurrently';
import { errorMessage } from '@/lib/problem';
import { dropRecording } from './recording-cache';

interface DeleteOutcome {
  deleted: string[];
  /** How many could not be deleted, and why the first of them. */
  failed: number;
  reason: string;
}

/** Deletes recordings with their files, a few at a time. */
export function useDeleteRecordings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]): Promise<DeleteOutcome> => {
      const results = await mapConcurrently(ids, 4, (id) =>
        api.delete(`/recordings/${encodeURIComponent(id)}`, { query: { delete_file: true } }),
      );
      const failures = results.filter((result) => result.status === 'rejected');
      return {
        deleted: ids.filter((_, index) => results[index]?.status === 'fulfilled'),
        failed: failures.length,
        reason: errorMessage(failures[0]?.reason),
      };
    },
    onSuccess: ({ deleted }) => deleted.forEach((id) => dropRecording(client, id)),
  });
}
