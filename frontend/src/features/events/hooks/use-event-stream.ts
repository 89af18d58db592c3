import { useEffect, useState } from 'react';
import { apiUrl } from '@/lib/api-client';
import { EventStream, type ServerEventHandlers } from '../api/event-stream';

/** Listens to the server's events while mounted. `handlers` must stay the same object. Returns whether it is connected. */
export function useEventStream(handlers: ServerEventHandlers): boolean {
  const [connected, setConnected] = useState(false);
  useEffect(() => {
    const stream = new EventStream({ url: apiUrl('/events'), handlers, onConnected: setConnected });
    stream.open();
    return () => stream.close();
  }, [handlers]);
  return connected;
}
