import type { QueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/lib/query-keys';

const cameraPollMs = 5_000;
const recordingPollMs = 10_000;

/** Asks for what is shown again and again, until the returned function is called: while the server's events do not come. */
export function pollForChanges(client: QueryClient): () => void {
  const poll = (queryKey: readonly string[], everyMs: number) =>
    setInterval(() => void client.invalidateQueries({ queryKey }), everyMs);
  const cameras = poll(queryKeys.cameras, cameraPollMs);
  const recordings = poll(queryKeys.recordings, recordingPollMs);
  const events = poll(queryKeys.events, recordingPollMs);
  return () => {
    clearInterval(cameras);
    clearInterval(recordings);
    clearInterval(events);
  };
}
