import { Backoff } from '@/lib/backoff';
import type { Camera } from '@/lib/camera';
import type { LoggedEvent } from '@/lib/event';
import type { Recording } from '@/lib/recording';

/** What the server tells without being asked. */
interface ServerEvents {
  camera: { camera: Camera };
  camera_removed: { id: string };
  recording: { recording: Recording };
  recording_removed: { id: string };
  /** Something was logged, or has ended. */
  event: { event: LoggedEvent };
  /** The same about logins, for administrators. */
  account_event: { event: LoggedEvent };
  /** A change that the assistant wishes for was made or answered. */
  proposal: Record<string, unknown>;
  settings: Record<string, never>;
  /** Events were missed: everything has to be fetched again. */
  reset: Record<string, never>;
}

export type ServerEventHandlers = {
  [Name in keyof ServerEvents]: (data: ServerEvents[Name]) => void;
};

interface EventStreamOptions {
  url: string;
  handlers: ServerEventHandlers;
  onConnected: (connected: boolean) => void;
  createSource?: (url: string) => EventSource;
  backoff?: Backoff;
}

/**
 * The stream of server events. `EventSource` comes back by itself, with the last event's id, after a broken connection,
 * but gives up when the server answers with an error; then a new one is made.
 */
export class EventStream {
  private readonly options: EventStreamOptions;
  private readonly backoff: Backoff;
  private source: EventSource | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: EventStreamOptions) {
    this.options = options;
    this.backoff = options.backoff ?? new Backoff(1000, 15_000);
  }

  open(): void {
    const {
      url,
      handlers,
      onConnected,
      createSource = (address: string) => new EventSource(address),
    } = this.options;
    const source = createSource(url);
    this.source = source;
    source.onopen = () => {
      this.backoff.reset();
      onConnected(true);
    };
    source.onerror = () => {
      onConnected(false);
      if (source.readyState === 2) this.retry = setTimeout(() => this.open(), this.backoff.nextDelay());
    };
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event: MessageEvent<string>) =>
        (handle as (data: unknown) => void)(JSON.parse(event.data)),
      );
    }
  }

  close(): void {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }
}
