import type { RefObject } from 'react';
import { PictureInPicture2, Volume2, VolumeX } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { cameraTexts as t } from '@/texts/cameras';

interface Sound {
  muted: boolean;
  /** From 0 to 1. */
  volume: number;
}

interface SoundControlsProps {
  video: RefObject<HTMLVideoElement | null>;
  hasSound: boolean;
  sound: Sound;
  onSound: (sound: Sound) => void;
}

/** Over a camera's video: sound, which is off at first as browsers demand, its volume, and a window of its own. */
export function SoundControls({ video, hasSound, sound, onSound }: SoundControlsProps) {
  return (
    <div
      data-theme="dark"
      className="absolute top-3 right-3 flex items-center gap-1 rounded-lg bg-black/70 p-1 text-ink"
    >
      {hasSound && (
        <>
          <IconButton
            icon={sound.muted ? VolumeX : Volume2}
            label={sound.muted ? t.soundOn : t.soundOff}
            aria-pressed={!sound.muted}
            onClick={() => onSound({ ...sound, muted: !sound.muted })}
          />
          {!sound.muted && (
            <input
              type="range"
              min={0}
              max={1}
              step={0.05}
              value={sound.volume}
              aria-label={t.volume}
              className="w-24 accent-current"
              onChange={(event) => onSound({ ...sound, volume: event.target.valueAsNumber })}
            />
          )}
        </>
      )}
      {document.pictureInPictureEnabled && (
        <IconButton
          icon={PictureInPicture2}
          label={t.pictureInPicture}
          onClick={() => void togglePictureInPicture(video.current)}
        />
      )}
    </div>
  );
}

/** A browser may refuse, as before the first frame: then the picture stays where it is. */
async function togglePictureInPicture(video: HTMLVideoElement | null): Promise<void> {
  if (!video) return;
  const change =
    document.pictureInPictureElement === video
      ? document.exitPictureInPicture()
      : video.requestPictureInPicture();
  await change.catch(() => undefined);
}
