import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export interface SettingsChanges {
  default_resolution?: string;
  default_framerate?: number;
  default_camera_node?: string;
  default_recorder_node?: string;
  cleanup_interval?: string;
  creating_timeout_minutes?: number;
  /** Checked against the provider before it is stored, and never returned. */
  anthropic_api_key?: string;
  chatbot_tools?: string[];
}

export function useUpdateSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: SettingsChanges) => api.patch<unknown>('/settings/', changes),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.settings }),
    meta: { showsOwnErrors: true },
  });
}
