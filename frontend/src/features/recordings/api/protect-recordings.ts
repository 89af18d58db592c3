import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeMany } from './change-many';
import { protectRecording } from './protect-recording';
import { putRecording } from './recording-cache';

interface Protection {
  ids: readonly string[];
  isProtected: boolean;
}

/** Keeps recordings from being deleted, or not any more. */
export function useProtectRecordings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ ids, isProtected }: Protection) =>
      changeMany(ids, async (id) => putRecording(client, await protectRecording({ id, isProtected }))),
  });
}
