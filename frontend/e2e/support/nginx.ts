import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildProgram } from './child-program';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { inRepository } from './repository';

/** A real nginx with the two files that the image has, in front of a server. */
export class Nginx {
  readonly url: string;
  private readonly folder: string;
  private readonly program: ChildProgram;

  private constructor(url: string, folder: string, program: ChildProgram) {
    this.url = url;
    this.folder = folder;
    this.program = program;
  }

  /**
   * `extra` is put in front of the template's own locations, for what a test wants broken; `timeout` stands for the hour
   * that a silent answer of the assistant is waited for.
   */
  static async launch(apiUrl: string, { extra = '', timeout = '1h' } = {}): Promise<Nginx> {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), 'falcon-eye-nginx-'));
    const template = await readFile(inRepository('frontend', 'nginx.conf.template'), 'utf8');
    const site = template
      .replaceAll('${API_URL}', apiUrl)
      .replaceAll('${PROXY_SECRET}', '')
      .replaceAll('proxy_read_timeout 1h;', `proxy_read_timeout ${timeout};`)
      .replace('listen 8080;', `listen 127.0.0.1:${port};\n${extra}`)
      .replace('/usr/share/nginx/html', inRepository('frontend', 'dist'));
    await writeFile(join(folder, 'site.conf'), site);
    const main = await readFile(inRepository('frontend', 'nginx.conf'), 'utf8');
    await writeFile(join(folder, 'main'), main.replaceAll('/tmp/', `${folder}/`));

    // As root, since the pages here may be readable for root only.
    const options = ['-e', 'stderr', '-c', join(folder, 'main'), '-g', 'daemon off; user root;'];
    const program = new ChildProgram('/usr/sbin/nginx', options);
    const url = `http://127.0.0.1:${port}`;
    await eventually(
      async () => (await fetch(url).catch(() => null))?.ok ?? false,
      () => `nginx does not start:\n${program.output}`,
    );
    return new Nginx(url, folder, program);
  }

  async dispose(): Promise<void> {
    await this.program.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
