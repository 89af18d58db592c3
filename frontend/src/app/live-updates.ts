import { useEffect, useMemo } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { dropCamera, putCamera } from '@/features/cameras/api/camera-cache';
import { putEvent } from '@/features/events/api/event-cache';
import type { ServerEventHandlers } from '@/features/events/api/event-stream';
import { useEventStream } from '@/features/events/hooks/use-event-stream';
import { dropRecording, putRecording } from '@/features/recordings/api/recording-cache';
import { refetch, replaceFetches } from '@/lib/refetch';
import { queryKeys } from '@/lib/query-keys';
import { pollForChanges } from './polling';

/** Keeps what is shown in step with the server: by its events, and by asking while they do not come. */
export function useLiveUpdates(): boolean {
  const client = useQueryClient();
  const handlers = useMemo(() => handlersFor(client), [client]);
  const connected = useEventStream(handlers);

  useEffect(() => {
    if (!connected) return pollForChanges(client);
    // What was fetched before, or is on its way, may be older than the connection.
    void refetch(client);
    return undefined;
  }, [client, connected]);

  return connected;
}

function handlersFor(client: QueryClient): ServerEventHandlers {
  return {
    camera: ({ camera }) => {
      putCamera(client, camera);
      void replaceFetches(client, queryKeys.cameras);
    },
    camera_removed: ({ id }) => {
      dropCamera(client, id);
      void replaceFetches(client, queryKeys.cameras);
      // The server marks the recordings that it leaves behind.
      void client.invalidateQueries({ queryKey: queryKeys.recordings });
    },
    recording: ({ recording }) => {
      putRecording(client, recording);
      void replaceFetches(client, queryKeys.recordings);
    },
    recording_removed: ({ id }) => {
      dropRecording(client, id);
      void replaceFetches(client, queryKeys.recordings);
    },
    event: ({ event }) => putEvent(client, event),
    account_event: ({ event }) => putEvent(client, event),
    proposal: () => void client.invalidateQueries({ queryKey: queryKeys.chat }),
    settings: () => void client.invalidateQueries({ queryKey: queryKeys.settings }),
    reset: () => void refetch(client),
  };
}
