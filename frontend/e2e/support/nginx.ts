import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildProgram } from './child-program';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { inRepository } from './repository';

/** A real nginx on the template that the image uses, in front of a server. */
export class Nginx {
  readonly url: string;
  private readonly folder: string;
  private readonly program: ChildProgram;

  private constructor(url: string, folder: string, program: ChildProgram) {
    this.url = url;
    this.folder = folder;
    this.program = program;
  }

  static async launch(apiUrl: string): Promise<Nginx> {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), 'falcon-eye-nginx-'));
    const template = await readFile(inRepository('frontend', 'nginx.conf.template'), 'utf8');
    const site = template
      .replaceAll('${API_URL}', apiUrl)
      .replace('listen 80;', `listen 127.0.0.1:${port};`)
      .replace('/usr/share/nginx/html', inRepository('frontend', 'dist'));
    await writeFile(join(folder, 'site.conf'), site);
    await writeFile(join(folder, 'nginx.conf'), mainConfiguration(folder));

    const program = new ChildProgram('/usr/sbin/nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')]);
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

/** What Debian's and the image's own nginx.conf have around a site, but for the paths. */
function mainConfiguration(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  return `
    daemon off;
    user root;
    pid ${join(folder, 'nginx.pid')};
    error_log stderr;
    events {}
    http {
      include /etc/nginx/mime.types;
      access_log off;
      ${temporary.join('\n')}
      include ${join(folder, 'site.conf')};
    }`;
}
