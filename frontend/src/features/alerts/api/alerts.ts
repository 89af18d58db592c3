import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ChannelKind, DeliveryState } from '@/lib/alert';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';
import { useAlertMutation } from './alert-mutation';

/** What a channel needs; each kind uses some of it. Secrets come as `***`. */
export interface ChannelSettings {
  url?: string | null;
  secret?: string | null;
  token?: string | null;
  body?: string | null;
  host?: string | null;
  port?: number | null;
  security?: string | null;
  user_name?: string | null;
  password?: string | null;
  from?: string | null;
  to?: string[] | null;
  bot_token?: string | null;
  chat_id?: string | null;
  topic?: string | null;
}

export interface Channel {
  id: string;
  name: string;
  kind: ChannelKind;
  enabled: boolean;
  settings: ChannelSettings;
}

export interface RuleChanges {
  name: string;
  enabled: boolean;
  kinds: string[];
  /** Empty for any, here and below. */
  camera_ids: string[];
  zones: string[];
  /** Of objects: `person`, `vehicle`, `animal`. */
  labels: string[];
  days: string[];
  from: string | null;
  to: string | null;
  modes: string[];
  hold_minutes: number;
  every_minutes: number;
  tell_end: boolean;
  channel_ids: string[];
}

export interface Rule extends RuleChanges {
  id: string;
}

export interface Delivery {
  id: number;
  channel: string;
  rule: string;
  phase: 'begin' | 'end' | 'test';
  state: DeliveryState;
  event_id: number | null;
  title: string;
  text: string;
  attempts: number;
  error: string | null;
  created_at: string;
  next_attempt_at: string | null;
}

const keys = {
  rules: [...queryKeys.alerts, 'rules'],
  channels: [...queryKeys.alerts, 'channels'],
  deliveries: [...queryKeys.alerts, 'deliveries'],
};

const deliveryPollMs = 5000;

export function useRules() {
  return useQuery({
    queryKey: keys.rules,
    queryFn: async ({ signal }) => (await api.get<{ rules: Rule[] }>('/alerts/rules', { signal })).rules,
  });
}

export function useChannels() {
  return useQuery({
    queryKey: keys.channels,
    queryFn: async ({ signal }) =>
      (await api.get<{ channels: Channel[] }>('/alerts/channels', { signal })).channels,
  });
}

/** What was sent, newest first, page by page; looked at again and again, for its state changes. */
export function useDeliveries() {
  return useInfiniteQuery({
    queryKey: keys.deliveries,
    queryFn: ({ pageParam, signal }) =>
      api.get<{ deliveries: Delivery[]; next: number | null }>('/alerts/deliveries', {
        query: { before: pageParam ?? undefined, limit: 20 },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: deliveryPollMs,
  });
}

export const useSaveRule = (id: string | undefined) =>
  useAlertMutation(
    (rule: Partial<RuleChanges>) =>
      id === undefined ? api.post<Rule>('/alerts/rules', rule) : api.patch<Rule>(`/alerts/rules/${id}`, rule),
    { showsOwnErrors: true },
  );

export const useDeleteRule = () =>
  useAlertMutation((id: string) => api.delete<undefined>(`/alerts/rules/${id}`));

export const useSaveChannel = (id: string | undefined) =>
  useAlertMutation(
    (channel: Omit<Channel, 'id'>) =>
      id === undefined
        ? api.post<Channel>('/alerts/channels', channel)
        : api.patch<Channel>(`/alerts/channels/${id}`, channel),
    { showsOwnErrors: true },
  );

export const useDeleteChannel = () =>
  useAlertMutation((id: string) => api.delete<undefined>(`/alerts/channels/${id}`));

export const useTestChannel = () =>
  useAlertMutation((id: string) => api.post<Delivery>(`/alerts/channels/${id}/test`));
