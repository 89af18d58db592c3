import { ChildProgram } from './child-program';
import { eventually } from './eventually';
import { inRepository } from './repository';

/** Cameras that are not FalconEye's own code: GStreamer's RTSP server, or an HTTP server of MJPEG. */
export class SimulatedCameras {
  readonly urls: string[];
  private readonly program: ChildProgram;

  private constructor(urls: string[], program: ChildProgram) {
    this.urls = urls;
    this.program = program;
  }

  static rtsp(...options: string[]): Promise<SimulatedCameras> {
    return SimulatedCameras.launch('rtsp_camera.py', ['--width', '1280', '--height', '720', ...options]);
  }

  static mjpeg(...options: string[]): Promise<SimulatedCameras> {
    return SimulatedCameras.launch('mjpeg_camera.py', options);
  }

  get url(): string {
    const [first] = this.urls;
    if (first === undefined) throw new Error('There is no camera.');
    return first;
  }

  /** The camera's commands are in tools/simulated-cameras/README.md. */
  command(name: 'freeze' | 'thaw' | 'drop' | 'return'): void {
    this.program.send(name);
  }

  dispose(): Promise<void> {
    return this.program.end();
  }

  private static async launch(script: string, options: string[]): Promise<SimulatedCameras> {
    const program = new ChildProgram('/usr/bin/python3', [
      inRepository('tools', 'simulated-cameras', script),
      ...options,
    ]);
    const readyLine = () => program.output.split('\n').find((line) => line.includes('"ready"'));
    await eventually(
      () => readyLine() !== undefined && program.output.includes('\n'),
      () => `${script} does not start:\n${program.output}`,
      120_000,
    );
    const { urls } = JSON.parse(readyLine() ?? '{}') as { urls: string[] };
    return new SimulatedCameras(urls, program);
  }
}
