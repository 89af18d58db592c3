import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export interface Settings {
  /** `WIDTHxHEIGHT` */
  default_resolution: string;
  default_framerate: number;
  default_camera_node: string | null;
  default_recorder_node: string | null;
  k8s_namespace: string | null;
  /** Cron expression of five fields. */
  cleanup_interval: string;
  creating_timeout_minutes: number;
  /** Address by node name. */
  node_ips: Record<string, string>;
  encryption: {
    certificate: 'none' | 'self_signed' | 'own';
    /** SHA-256, as browsers show it. */
    fingerprint: string | null;
    valid_until: string | null;
  };
  chatbot: {
    api_key_configured: boolean;
    enabled_tools: string[];
    available_tools: string[];
  };
  /** What keeps FFmpeg from the rest of the server's machine; null when none runs there. */
  protections?: { active: string[]; missing: string[] } | null;
}

export function useSettings() {
  return useQuery({
    queryKey: queryKeys.settings,
    queryFn: ({ signal }) => api.get<Settings>('/settings/', { signal }),
  });
}
