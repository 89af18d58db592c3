import { ApiError, readProblem } from './problem';
import { sharedTexts } from '@/texts/shared';

declare global {
  interface Window {
    /** Set by a page that serves the dashboard from elsewhere than the API; `/api` without it. */
    API_URL?: string;
  }
}

type Query = Record<string, string | number | boolean | undefined>;

interface RequestOptions {
  query?: Query;
  signal?: AbortSignal;
}

/** The address of an API path, with the query parameters that have a value. */
export function apiUrl(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const search = parameters.toString();
  return `${window.API_URL ?? '/api'}${path}${search ? `?${search}` : ''}`;
}

/** The `ws:` or `wss:` address of an API path. */
export function webSocketUrl(path: string): string {
  const url = new URL(apiUrl(path), window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** Sends a request and returns the successful answer; throws {@link ApiError} for any other. */
export async function send(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, sharedTexts.offline);
  });
  if (!response.ok) throw await readProblem(response);
  return response;
}

/** Posts JSON and returns the answer unread, for answers that are streams. */
export function postForStream(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  return send(apiUrl(path), { ...jsonInit('POST', body), signal });
}

export const api = {
  get: <T>(path: string, options?: RequestOptions) => sendForJson<T>(path, { method: 'GET' }, options),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    sendForJson<T>(path, jsonInit('POST', body), options),
  patch: <T>(path: string, body: unknown) => sendForJson<T>(path, jsonInit('PATCH', body)),
  put: <T>(path: string, body: unknown) => sendForJson<T>(path, jsonInit('PUT', body)),
  delete: <T>(path: string, options?: RequestOptions) => sendForJson<T>(path, { method: 'DELETE' }, options),
};

async function sendForJson<T>(path: string, init: RequestInit, options: RequestOptions = {}): Promise<T> {
  const response = await send(apiUrl(path, options.query), { ...init, signal: options.signal });
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

function jsonInit(method: string, body: unknown): RequestInit {
  if (body === undefined) return { method };
  return { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}
