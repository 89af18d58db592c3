import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

/** What is kept of recordings; null is no limit. */
export interface RetentionLimits {
  keep_days: number | null;
  keep_event_days: number | null;
  max_gb: number | null;
  min_free_percent: number | null;
  min_free_gb: number | null;
}

export interface StorageDisk {
  node: string;
  total_bytes: number;
  free_bytes: number;
  recordings_bytes: number;
  other_bytes: number;
  min_free_bytes: number;
  is_short: boolean;
  bytes_per_day: number;
  days_until_limit: number | null;
}

export interface StorageCamera {
  /** Null for all deleted cameras together. */
  id: string | null;
  name: string;
  recordings: number;
  bytes: number;
  protected_bytes: number;
  oldest: string | null;
  days: number;
  bytes_per_day: number;
  retention: { keep_days: number | null; keep_event_days: number | null; max_gb: number | null };
}

export interface NextDeletion {
  id: string;
  camera_name: string;
  start_time: string;
  file_size_bytes: number | null;
  reason: 'keep_days' | 'camera_max_gb' | 'max_gb' | 'free_space';
  /** Whether it goes now, or only when its disk runs short. */
  is_due: boolean;
}

interface Storage {
  disks: StorageDisk[];
  cameras: StorageCamera[];
  total_bytes: number;
  limits: RetentionLimits;
  next: NextDeletion[];
}

const refreshMs = 30_000;

export function useStorage() {
  return useQuery({
    queryKey: queryKeys.storage,
    queryFn: ({ signal }) => api.get<Storage>('/storage', { signal }),
    refetchInterval: refreshMs,
  });
}
