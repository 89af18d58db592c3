import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { mapConcurrently } from '@/lib/map-concurrently';
import { errorMessage } from '@/lib/problem';
import type { Recording } from '@/lib/recording';
import { putRecording } from './recording-cache';

interface ProtectionOutcome {
  changed: string[];
  /** How many could not be changed, and why the first of them. */
  failed: number;
  reason: string;
}

interface Protection {
  ids: readonly string[];
  isProtected: boolean;
}

/** Keeps recordings from being deleted, or not any more, a few at a time. */
export function useProtectRecordings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ ids, isProtected }: Protection): Promise<ProtectionOutcome> => {
      const results = await mapConcurrently(ids, 4, (id) =>
        api.patch<Recording>(`/recordings/${encodeURIComponent(id)}`, { protected: isProtected }),
      );
      for (const result of results) if (result.status === 'fulfilled') putRecording(client, result.value);
      const failures = results.filter((result) => result.status === 'rejected');
      return {
        changed: ids.filter((_, index) => results[index]?.status === 'fulfilled'),
        failed: failures.length,
        reason: errorMessage(failures[0]?.reason),
      };
    },
  });
}
