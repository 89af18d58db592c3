import type { Page } from '@playwright/test';
import type HlsPlayer from 'hls.js';
import { inRepository } from './repository';

/** What the script of hls.js leaves in a page, and the players that `playHls` makes there. */
export interface PageWithHls {
  Hls: typeof HlsPlayer;
  hlsPlayers: Record<string, { hls: HlsPlayer; video: HTMLVideoElement; errors: string[] }>;
}

/** Opens an empty page of the server, in which hls.js can play. */
export async function openHlsPage(page: Page): Promise<void> {
  await page.addInitScript({
    path: inRepository('frontend', 'node_modules', 'hls.js', 'dist', 'hls.min.js'),
  });
  await page.goto('/healthz/live');
}

/** Plays a playlist in a video of its own; the name is for `PageWithHls.hlsPlayers`. */
export async function playHls(
  page: Page,
  name: string,
  url: string,
  config: { lowLatencyMode: boolean; maxLiveSyncPlaybackRate?: number },
): Promise<void> {
  await page.evaluate(
    (player) => {
      const global = window as unknown as PageWithHls;
      const video = document.body.appendChild(document.createElement('video'));
      video.muted = true;
      const hls = new global.Hls({ enableWorker: false, ...player.config });
      const errors: string[] = [];
      hls.on(global.Hls.Events.ERROR, (_, { fatal, details, reason }) => {
        errors.push(`${fatal ? 'fatal ' : ''}${details} ${reason ?? ''}`);
      });
      hls.on(global.Hls.Events.MANIFEST_PARSED, () => void video.play());
      hls.loadSource(player.url);
      hls.attachMedia(video);
      global.hlsPlayers = { ...global.hlsPlayers, [player.name]: { hls, video, errors } };
    },
    { name, url, config },
  );
}
