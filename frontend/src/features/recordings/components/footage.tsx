import type { Ref, SyntheticEvent } from 'react';
import type { Recording } from '@/lib/recording';
import { recordingTexts as t } from '@/texts/recordings';
import { downloadUrl } from '../api/download-url';

interface FootageProps {
  ref: Ref<HTMLVideoElement>;
  recording: Recording;
  startAt?: number;
  onFailed: () => void;
}

/** The video itself. The browser fetches only the ranges that it plays. */
export function Footage({ ref, recording, startAt, onFailed }: FootageProps) {
  const seekToStart = ({ currentTarget: video }: SyntheticEvent<HTMLVideoElement>) => {
    if (startAt) video.currentTime = startAt;
  };
  return (
    // A security camera's recording has no speech to caption.
    // eslint-disable-next-line jsx-a11y/media-has-caption
    <video
      ref={ref}
      src={downloadUrl(recording.id)}
      aria-label={t.footage(recording.camera_name)}
      className="aspect-video max-h-[65dvh] w-full bg-black"
      controls
      tabIndex={0}
      autoPlay
      playsInline
      onLoadedMetadata={seekToStart}
      onError={onFailed}
    />
  );
}
