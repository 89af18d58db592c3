import type { FalconEye } from '../../e2e/support/falcon-eye';
import { eventually } from '../../e2e/support/eventually';
import type { SimulatedCameras } from '../../e2e/support/simulated-camera';

interface LiveCameras {
  protocol: 'rtsp' | 'http';
  framerate: number;
}

/** Adds the cameras and waits until every one of them runs. */
export async function runCameras(
  server: FalconEye,
  cameras: SimulatedCameras,
  { protocol, framerate }: LiveCameras,
): Promise<void> {
  for (const [index, source_url] of cameras.urls.entries()) {
    await server.runCamera({ name: `Camera ${index + 1}`, protocol, source_url, framerate });
  }
  const running = async () =>
    (await server.request<{ total: number }>('GET', '/cameras/?status=running')).total ===
    cameras.urls.length;
  await eventually(running, () => 'Not every camera runs.', 120_000);
}
