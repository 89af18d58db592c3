import { test as base } from '@playwright/test';
import { FalconEye } from './falcon-eye';
import { SimulatedCameras } from './simulated-camera';

interface Fixtures {
  /** A server without cameras and recordings, with its settings as they are at first. */
  server: FalconEye;
  /** One camera that sends H.264 over RTSP. */
  rtspCamera: SimulatedCameras;
  /** One camera that sends MJPEG over HTTP. */
  mjpegCamera: SimulatedCameras;
}

interface WorkerFixtures {
  /** Starting a server takes longer than most tests: those of a worker share one. */
  sharedServer: FalconEye;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  sharedServer: [
    async ({}, use) => {
      const server = await FalconEye.launch();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
  server: async ({ sharedServer }, use) => {
    await sharedServer.clear();
    await use(sharedServer);
  },
  rtspCamera: async ({}, use) => {
    const camera = await SimulatedCameras.rtsp();
    await use(camera);
    await camera.dispose();
  },
  mjpegCamera: async ({}, use) => {
    const camera = await SimulatedCameras.mjpeg();
    await use(camera);
    await camera.dispose();
  },
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
});

export { expect } from '@playwright/test';
