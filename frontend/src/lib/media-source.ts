export interface MediaSourceHost {
  MediaSource?: typeof MediaSource;
  /** Safari on iPhones has only this one. */
  ManagedMediaSource?: typeof MediaSource;
}

/** The browser's Media Source Extensions; undefined where there are none. */
export function mediaSourceOf(host: MediaSourceHost = globalThis): typeof MediaSource | undefined {
  return host.ManagedMediaSource ?? host.MediaSource;
}

/** Whether the browser plays a content type, asked with its exact codecs. */
export function isPlayable(mime: string, host?: MediaSourceHost): boolean {
  return mediaSourceOf(host)?.isTypeSupported(mime) ?? false;
}
