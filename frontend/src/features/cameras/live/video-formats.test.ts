import { describe, expect, it } from 'vitest';
import { isPlayable, mediaSourceOf } from '@/lib/media-source';
import { wantedFormats } from './video-formats';

function browser(...codecs: string[]): typeof MediaSource {
  const isTypeSupported = (mime: string) => codecs.some((codec) => mime.includes(codec));
  return { isTypeSupported } as unknown as typeof MediaSource;
}

describe('wantedFormats', () => {
  it('names what the browser plays', () => {
    expect(wantedFormats({ MediaSource: browser('avc1', 'mp4a', 'flac') })).toBe(
      'mp4;codecs=avc1+mp4a+flac,jpeg',
    );
  });

  it('asks for nothing where no camera’s video is played', () => {
    expect(wantedFormats({})).toBeNull();
    expect(wantedFormats({ MediaSource: browser('opus') })).toBeNull();
  });
});

it('prefers the source that an iPhone has', () => {
  const managed = browser('hvc1');
  expect(mediaSourceOf({ MediaSource: browser('avc1'), ManagedMediaSource: managed })).toBe(managed);
  expect(isPlayable('video/mp4; codecs="avc1.64001F"', { ManagedMediaSource: managed })).toBe(false);
});
