import { api, apiUrl } from '@/lib/api-client';
import type { GapCause } from '@/lib/recording';
import { parseTime } from '@/lib/time';

/** A time without a recording, in milliseconds since 1970. */
export interface Gap {
  start: number;
  end: number;
  cause: GapCause;
  reason: string;
}

/** A part of a file that can be decoded alone. */
export interface Segment {
  /** When it is shown, in milliseconds since 1970. */
  start: number;
  end: number;
  /** Its bytes in the file. */
  offset: number;
  length: number;
}

export interface PlaybackFile {
  recordingId: string;
  /** What its media time counts from, in milliseconds since 1970. */
  start: number;
  end: number;
  growing: boolean;
  url: string;
  mimeType: string;
  /** Its segments as H.264, each a video of its own; null when it is H.264 already. */
  converted: { url: string; mimeType: string } | null;
  initLength: number;
  segments: Segment[];
}

export interface Playback {
  from: number;
  to: number;
  files: PlaybackFile[];
  gaps: Gap[];
}

interface PlaybackResponse {
  from: string;
  to: string;
  files: {
    recording_id: string;
    start: string;
    end: string;
    is_growing: boolean;
    mime_type: string | null;
    /** Missing in answers of older servers, as the next one. */
    converted_url?: string | null;
    converted_mime_type?: string | null;
    init_length: number | null;
    segments: [start: number, duration: number, offset: number, length: number][] | null;
  }[];
  gaps: { from: string; to: string; cause: GapCause; reason: string }[];
  /** Missing in answers of older servers. */
  quiet?: { from: string; to: string; cause: GapCause; reason: string }[];
  missing: { start: string; end: string; reason: string }[];
}

interface PlaybackQuery {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  /** Without segments the server opens no file: enough to draw a day. */
  segments: boolean;
  signal?: AbortSignal;
}

/** What can be played of a camera in a period, and what cannot. */
export async function getPlayback(
  cameraId: string,
  { from, to, segments, signal }: PlaybackQuery,
): Promise<Playback> {
  const response = await api.get<PlaybackResponse>(`/cameras/${cameraId}/playback`, {
    query: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), segments },
    signal,
  });
  return readPlayback(response);
}

function readPlayback(response: PlaybackResponse): Playback {
  const away = response.missing.map(({ start, end, reason }) => ({
    start: parseTime(start),
    end: parseTime(end),
    cause: 'away' as const,
    reason,
  }));
  const gaps = [...response.gaps, ...(response.quiet ?? [])].map(({ from, to, cause, reason }) => ({
    start: parseTime(from),
    end: parseTime(to),
    cause,
    reason,
  }));
  return {
    from: parseTime(response.from),
    to: parseTime(response.to),
    files: response.files.map((file) => {
      const start = parseTime(file.start);
      return {
        recordingId: file.recording_id,
        start,
        end: parseTime(file.end),
        growing: file.is_growing,
        url: apiUrl(`/recordings/${encodeURIComponent(file.recording_id)}/fragments.mp4`),
        mimeType: file.mime_type ?? '',
        converted:
          file.converted_url && file.converted_mime_type
            ? {
                url: apiUrl(`/recordings/${encodeURIComponent(file.recording_id)}/converted.mp4`),
                mimeType: file.converted_mime_type,
              }
            : null,
        initLength: file.init_length ?? 0,
        segments: (file.segments ?? []).map(([second, duration, offset, length]) => ({
          start: start + second * 1000,
          end: start + (second + duration) * 1000,
          offset,
          length,
        })),
      };
    }),
    gaps: [...gaps, ...away].sort((a, b) => a.start - b.start),
  };
}
