import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Reply {
  text?: string[];
  tools?: { name: string; input: Record<string, unknown> }[];
  /** How long to wait between the pieces of the text. */
  pauseMs?: number;
}

/** A server that speaks Anthropic's Messages API (streaming) and says what a test has written. */
export class ScriptedModel {
  static readonly key = 'sk-ant-e2e';
  /** When the first piece of text of the last answer was sent, by this machine's clock. */
  firstTextAt = 0;
  private readonly server: Server;
  private readonly script: Reply[] = [];

  private constructor(server: Server) {
    this.server = server;
  }

  static async launch(): Promise<ScriptedModel> {
    const server = createServer();
    const model = new ScriptedModel(server);
    server.on('request', (request, response) => void model.answer(request, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return model;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds to what it says. */
  says(...replies: Reply[]): void {
    this.script.push(...replies);
  }

  async dispose(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    await new Promise((read) => request.on('end', read));
    if (request.method === 'GET') {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ data: [], has_more: false, first_id: null, last_id: null }));
      return;
    }
    response.setHeader('Content-Type', 'text/event-stream');
    await this.stream(response, this.script.shift() ?? { text: ['I have nothing to say.'] });
    response.end();
  }

  private async stream(
    response: ServerResponse,
    { text = [], tools = [], pauseMs = 0 }: Reply,
  ): Promise<void> {
    const send = (type: string, data: object) =>
      response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
    const block = (index: number, content_block: object, deltas: object[]) => {
      send('content_block_start', { index, content_block });
      deltas.forEach((delta) => send('content_block_delta', { index, delta }));
      send('content_block_stop', { index });
    };
    const message = {
      id: 'msg_e2e',
      type: 'message',
      role: 'assistant',
      content: [],
      model: 'claude-sonnet-5-5',
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    };
    send('message_start', { message });
    if (text.length > 0) {
      send('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
      this.firstTextAt = Date.now();
      for (const piece of text) {
        send('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } });
        if (pauseMs > 0) await new Promise((passed) => setTimeout(passed, pauseMs));
      }
      send('content_block_stop', { index: 0 });
    }
    tools.forEach(({ name, input }, index) =>
      block(index + 1, { type: 'tool_use', id: `toolu_${Date.now()}_${index}`, name, input: {} }, [
        { type: 'input_json_delta', partial_json: JSON.stringify(input) },
      ]),
    );
    const stop_reason = tools.length > 0 ? 'tool_use' : 'end_turn';
    send('message_delta', { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 1 } });
    send('message_stop', {});
  }
}
