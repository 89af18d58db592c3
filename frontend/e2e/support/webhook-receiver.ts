import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ReceivedAlert {
  key: string;
  body: { title: string; kind: string; phase: string };
}

/** A webhook that takes only what is signed with its secret, and notes it. */
export class WebhookReceiver {
  readonly secret = 'the-secret-of-a-browser-test';
  readonly alerts: ReceivedAlert[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        if (
          request.method !== 'POST' ||
          !this.isSigned(String(request.headers['x-falconeye-signature']), body)
        ) {
          response.writeHead(401).end();
          return;
        }

        this.alerts.push({
          key: String(request.headers['idempotency-key']),
          body: JSON.parse(body.toString()) as ReceivedAlert['body'],
        });
        response.writeHead(204).end();
      });
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async dispose(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private isSigned(header: string, body: Buffer): boolean {
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
    if (seconds === undefined || signature === undefined) return false;
    const expected = createHmac('sha256', this.secret).update(`${seconds}.`).update(body).digest();
    return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
  }
}
