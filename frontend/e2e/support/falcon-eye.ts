import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildProgram } from './child-program';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { builtProgram, inRepository } from './repository';

interface NewCamera {
  name: string;
  protocol: 'rtsp' | 'http' | 'onvif';
  source_url: string;
  live_source_url?: string;
  location?: string;
  resolution?: string;
  framerate?: number;
}

interface NewRecording {
  camera_id: string;
  camera_name?: string;
  start_time: Date;
  /** Without it, it is still going on. */
  seconds?: number;
  status?: string;
  error_message?: string;
}

/** What the first administrator enters. */
export const setupCode = 'SETUP-CODE-OF-TESTS';

/** A FalconEye server of a test's own, with its own data, on its own port. */
export class FalconEye {
  readonly url: string;
  private readonly port: number;
  private readonly dataDirectory: string;
  private program: ChildProgram | null = null;
  private readonly environment: Record<string, string>;
  private settings: Record<string, unknown> | undefined;

  private constructor(port: number, dataDirectory: string, environment: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.port = port;
    this.dataDirectory = dataDirectory;
    this.environment = environment;
  }

  /** The file of its SQLite database. */
  get database(): string {
    return join(this.dataDirectory, 'falcon-eye.db');
  }

  /** Starts a server, with settings of a test's own beside the usual ones. */
  static async launch(environment: Record<string, string> = {}): Promise<FalconEye> {
    const port = await freePort();
    const dataDirectory = await mkdtemp(join(tmpdir(), 'falcon-eye-e2e-'));
    const server = new FalconEye(port, dataDirectory, environment);
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
      SETUP_CODE: setupCode,
      DASHBOARD_PATH: inRepository('frontend', 'dist'),
      RELAY_PATH: builtProgram('FalconEye.Relay'),
      RECORDER_PATH: builtProgram('FalconEye.Recorder'),
      ...this.environment,
    });
    this.program = program;
    await eventually(
      async () => !program.ended && (await isReady(this.url)),
      () => `The server is not ready:\n${program.output}`,
    );
  }

  /** Takes away what an earlier test has left, and starts the server again if that test had ended it. */
  async clear(): Promise<void> {
    if (!this.program || this.program.ended) await this.start();
    await this.request('DELETE', '/settings/cameras/all');
    await eventually(
      async () => (await this.request<{ total: number }>('GET', '/cameras/')).total === 0,
      () => 'The cameras of an earlier test do not go.',
    );
    const { recordings } = await this.request<{ recordings: { id: string }[] }>(
      'GET',
      '/recordings/?limit=1000',
    );
    for (const { id } of recordings) await this.request('DELETE', `/recordings/${encodeURIComponent(id)}`);
    this.settings ??= await this.request<Record<string, unknown>>('GET', '/settings/');
    const { default_resolution, default_framerate, cleanup_interval, creating_timeout_minutes } =
      this.settings;
    const changed = { default_resolution, default_framerate, cleanup_interval, creating_timeout_minutes };
    await this.request('PATCH', '/settings/', changed);
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

  /** Adds a camera, which stays stopped; returns its id. */
  async addCamera(camera: NewCamera): Promise<string> {
    const { id } = await this.request<{ id: string }>('POST', '/cameras/', camera);
    return id;
  }

  /** Adds a camera and starts it; returns its id. */
  async runCamera(camera: NewCamera): Promise<string> {
    const id = await this.addCamera(camera);
    await this.request('POST', `/cameras/${id}/start`);
    return id;
  }

  /** Reports a recording as a recorder does; there is no footage behind it. */
  async addRecording({ camera_id, camera_name, start_time, ...end }: NewRecording): Promise<string> {
    const id = `${camera_id}_${start_time.toISOString().slice(0, 19).replaceAll(/\D/g, '')}`;
    const file = { file_path: `/nowhere/${id}.mp4`, file_name: `${id}.mp4` };
    await this.request('POST', '/recordings/', { id, camera_id, camera_name, start_time, ...file });
    if (end.seconds === undefined) return id;
    await this.request('PATCH', `/recordings/${id}`, {
      end_time: new Date(start_time.getTime() + end.seconds * 1000),
      file_size_bytes: Math.round(end.seconds * 100_000),
      status: end.status ?? 'completed',
      error_message: end.error_message,
    });
    return id;
  }
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/healthz/ready`).catch(() => null);
  return response?.ok ?? false;
}
