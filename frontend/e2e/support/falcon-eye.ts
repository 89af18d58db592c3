import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildProgram } from './child-program';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { builtProgram, inRepository } from './repository';

interface NewCamera {
  name: string;
  protocol: 'rtsp' | 'http';
  source_url: string;
  location?: string;
  resolution?: string;
  framerate?: number;
}

/** A FalconEye server of a test's own, with its own data, on its own port. */
export class FalconEye {
  readonly url: string;
  private readonly port: number;
  private readonly dataDirectory: string;
  private program: ChildProgram | null = null;

  private constructor(port: number, dataDirectory: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.port = port;
    this.dataDirectory = dataDirectory;
  }

  static async launch(): Promise<FalconEye> {
    const port = await freePort();
    const dataDirectory = await mkdtemp(join(tmpdir(), 'falcon-eye-e2e-'));
    const server = new FalconEye(port, dataDirectory);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const program = new ChildProgram(builtProgram('FalconEye.Api'), [], {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(this.port),
      DATA_DIR: this.dataDirectory,
      AUTH_MODE: 'off',
      DASHBOARD_PATH: inRepository('frontend', 'dist'),
      RELAY_PATH: builtProgram('FalconEye.Relay'),
      RECORDER_PATH: builtProgram('FalconEye.Recorder'),
    });
    this.program = program;
    await eventually(
      async () => !program.ended && (await isReady(this.url)),
      () => `The server is not ready:\n${program.output}`,
    );
  }

  /** Ends the server, its data stays. */
  async stop(): Promise<void> {
    await this.program?.end();
    this.program = null;
  }

  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.dataDirectory, { recursive: true, force: true });
  }

  async request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Adds a camera and starts it; returns its id. */
  async runCamera(camera: NewCamera): Promise<string> {
    const { id } = await this.request<{ id: string }>('POST', '/cameras/', camera);
    await this.request('POST', `/cameras/${id}/start`);
    return id;
  }
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/healthz/ready`).catch(() => null);
  return response?.ok ?? false;
}
