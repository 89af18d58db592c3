import { useEffect, useMemo, useRef } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { dropCamera, putCamera } from '@/features/cameras/api/camera-cache';
import type { ServerEventHandlers } from '@/features/events/api/event-stream';
import { useEventStream } from '@/features/events/hooks/use-event-stream';
import { dropRecording, putRecording } from '@/features/recordings/api/recording-cache';
import { queryKeys } from '@/lib/query-keys';

const cameraPollMs = 5_000;
const recordingPollMs = 10_000;

/** Keeps what is shown in step with the server: by its events, and by asking while they do not come. */
export function useLiveUpdates(): boolean {
  const client = useQueryClient();
  const handlers = useMemo(() => handlersFor(client), [client]);
  const connected = useEventStream(handlers);
  const wasConnected = useRef(false);

  useEffect(() => {
    if (connected) {
      // What was fetched before may be older than the connection.
      if (wasConnected.current) void client.invalidateQueries();
      wasConnected.current = true;
      return;
    }
    const poll = (queryKey: readonly string[], everyMs: number) =>
      setInterval(() => void client.invalidateQueries({ queryKey }), everyMs);
    const cameras = poll(queryKeys.cameras, cameraPollMs);
    const recordings = poll(queryKeys.recordings, recordingPollMs);
    return () => {
      clearInterval(cameras);
      clearInterval(recordings);
    };
  }, [client, connected]);

  return connected;
}

function handlersFor(client: QueryClient): ServerEventHandlers {
  return {
    camera: ({ camera }) => putCamera(client, camera),
    camera_removed: ({ id }) => {
      dropCamera(client, id);
      // The server marks the recordings that it leaves behind.
      void client.invalidateQueries({ queryKey: queryKeys.recordings });
    },
    recording: ({ recording }) => putRecording(client, recording),
    recording_removed: ({ id }) => dropRecording(client, id),
    settings: () => void client.invalidateQueries({ queryKey: queryKeys.settings }),
    reset: () => void client.invalidateQueries(),
  };
}
