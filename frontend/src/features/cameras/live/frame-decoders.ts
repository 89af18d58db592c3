import type { FrameFormat, LiveFrame } from './frame-message';

/** Turns one frame into a picture. The caller owns the bitmap and closes it. */
export type FrameDecoder = (frame: LiveFrame) => Promise<ImageBitmap>;

export const frameDecoders: Record<FrameFormat, FrameDecoder> = {
  jpeg: (frame) => createImageBitmap(new Blob([frame.payload], { type: 'image/jpeg' })),
};
