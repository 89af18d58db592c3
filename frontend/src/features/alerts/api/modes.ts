import { useQuery } from '@tanstack/react-query';
import type { ArmedMode } from '@/lib/alert';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';
import { useAlertMutation } from './alert-mutation';

export interface CurrentMode {
  mode: ArmedMode;
  /** By the schedule; null without one. */
  next_mode: ArmedMode | null;
  next_change_at: string | null;
}

export interface ModeSchedule {
  /** Null while there are no changes. */
  time_zone: string | null;
  changes: { days: string[]; time: string; mode: ArmedMode }[];
}

const keys = {
  mode: [...queryKeys.alerts, 'mode'],
  schedule: [...queryKeys.alerts, 'mode-schedule'],
};

export function useCurrentMode() {
  return useQuery({
    queryKey: keys.mode,
    queryFn: ({ signal }) => api.get<CurrentMode>('/alerts/mode', { signal }),
  });
}

export const useSetMode = () =>
  useAlertMutation((mode: ArmedMode) => api.put<CurrentMode>('/alerts/mode', { mode }));

export function useModeSchedule() {
  return useQuery({
    queryKey: keys.schedule,
    queryFn: ({ signal }) => api.get<ModeSchedule>('/alerts/mode/schedule', { signal }),
  });
}

export const useSaveModeSchedule = () =>
  useAlertMutation((schedule: ModeSchedule) => api.put<ModeSchedule>('/alerts/mode/schedule', schedule), {
    showsOwnErrors: true,
  });
