import { useEffect } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { beginPush, browserName, currentSubscription, endPush, hashOf } from '@/lib/push';
import { queryKeys } from '@/lib/query-keys';

/** A browser of the user's that gets alerts. */
export interface Device {
  id: string;
  name: string;
  /** SHA-256 of its address at its push service: a browser knows itself by it. */
  endpoint_hash: string;
  created_at: string;
  delivered_at: string | null;
  error: string | null;
  /** Whether it is the browser that shows this. */
  current: boolean;
}

interface Devices {
  publicKey: string;
  devices: Device[];
}

/** Of the login, since devices end with it: what ends logins has them fetched again. */
const key = [...queryKeys.auth, 'devices'] as const;

export function useDevices() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<Devices> => {
      const { public_key: publicKey, devices } = await api.get<{
        public_key: string;
        devices: Omit<Device, 'current'>[];
      }>('/alerts/devices', { signal });
      const own = await currentSubscription(publicKey);
      const hash = own && (await hashOf(own));
      return {
        publicKey,
        devices: devices.map((device) => ({ ...device, current: device.endpoint_hash === hash })),
      };
    },
  });
}

/** Turns notifications on in this browser; false when the user refuses. */
export const useAddDevice = () =>
  useDeviceMutation(async (publicKey: string) => {
    const subscription = await beginPush(publicKey);
    if (!subscription) return false;
    await api.post<undefined>('/alerts/devices', { name: browserName(navigator.userAgent), ...subscription });
    return true;
  });

export const useRemoveDevice = () =>
  useDeviceMutation(async ({ id, current }: Device) => {
    await api.delete<undefined>(`/alerts/devices/${id}`);
    if (current) await endPush();
  });

export const useTestDevice = () =>
  useDeviceMutation((id: string) =>
    api.post<{ delivered: boolean; error: string | null }>(`/alerts/devices/${id}/test`),
  );

/** Notifications end with the login that the server knows of this browser: tells it of the present one. */
export function useRenewedDevice(publicKey: string | undefined, device: Device | undefined) {
  const name = device?.name;
  useEffect(() => {
    if (publicKey === undefined || name === undefined) return;
    void currentSubscription(publicKey)
      .then((own) => own && api.post<undefined>('/alerts/devices', { name, ...own }))
      .catch(() => undefined); // The list shows what is known; the next visit tries again.
  }, [publicKey, name]);
}

function useDeviceMutation<Input, Output>(send: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { showsOwnErrors: true },
    // The first device brings the channel to all of them.
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: key }),
        client.invalidateQueries({ queryKey: queryKeys.alerts }),
      ]),
  });
}
