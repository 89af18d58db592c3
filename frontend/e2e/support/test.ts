import { test as base } from '@playwright/test';
import { FalconEye } from './falcon-eye';
import { SimulatedCameras } from './simulated-camera';

interface Fixtures {
  server: FalconEye;
  /** One camera that sends H.264 over RTSP. */
  rtspCamera: SimulatedCameras;
  /** One camera that sends MJPEG over HTTP. */
  mjpegCamera: SimulatedCameras;
}

/** Every test has a server of its own, and the simulated cameras that it names. */
export const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await FalconEye.launch();
    await use(server);
    await server.dispose();
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
