import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Person {
  sub: string;
  preferred_username: string;
}

interface Grant {
  nonce: string;
  challenge: string;
}

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * An OpenID Connect provider where one person is always logged in. It is reached as `localhost`, which to a browser is another site than
 * 127.0.0.1: its redirects carry no strict cookies. That tokens and codes are checked is tested in tests/FalconEye.Auth.Tests.
 */
export class OpenIdProvider {
  private readonly codes = new Map<string, Grant>();
  private readonly server: Server;
  private readonly person: Person;

  private constructor(person: Person) {
    this.person = person;
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  get authority(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  static async launch(person: Person): Promise<OpenIdProvider> {
    const provider = new OpenIdProvider(person);
    await new Promise<void>((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  dispose(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.authority);
    if (url.pathname === '/authorize') this.authorize(url, response);
    else if (url.pathname === '/token') sendJson(response, this.exchange(await readForm(request)));
    else if (url.pathname === '/keys')
      sendJson(response, { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), use: 'sig', kid: '1' }] });
    else
      sendJson(response, {
        issuer: this.authority,
        authorization_endpoint: `${this.authority}/authorize`,
        token_endpoint: `${this.authority}/token`,
        jwks_uri: `${this.authority}/keys`,
      });
  }

  private authorize(url: URL, response: ServerResponse): void {
    const code = randomBytes(16).toString('base64url');
    const {
      nonce = '',
      code_challenge = '',
      redirect_uri = '',
      state = '',
    } = Object.fromEntries(url.searchParams);
    this.codes.set(code, { nonce, challenge: code_challenge });
    response
      .writeHead(302, { Location: `${redirect_uri}?${new URLSearchParams({ code, state }).toString()}` })
      .end();
  }

  private exchange(form: URLSearchParams): object {
    const grant = this.codes.get(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (grant?.challenge !== challenge) return { error: 'invalid_grant' };
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      ...this.person,
      nonce: grant.nonce,
      iss: this.authority,
      aud: form.get('client_id'),
      iat: now,
      exp: now + 300,
    };
    return { access_token: 'unused', token_type: 'Bearer', id_token: sign(claims) };
  }
}

function sign(claims: object): string {
  const text = [{ alg: 'RS256', kid: '1', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${createSign('RSA-SHA256').update(text).sign(keys.privateKey, 'base64url')}`;
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}
