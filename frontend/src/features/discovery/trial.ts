import type { FoundOnNetwork, Way } from './found-camera';

/** What trying a source found: a picture and its facts, or the reason why there is none. */
export interface TrialResult {
  ok: boolean;
  codec: string | null;
  width: number | null;
  height: number | null;
  /** Base64 JPEG. */
  snapshot: string | null;
  reason: string | null;
  hint: string | null;
}

export type TrySource = (source: { protocol: Way['protocol']; source_url: string }) => Promise<TrialResult>;

export interface Credentials {
  user: string;
  password: string;
}

/** A source that was tried. */
export interface Trial {
  source_url: string;
  result: TrialResult;
}

/** The address with user and password in it, whatever they contain. */
export function withCredentials(url: string, { user, password }: Credentials): string {
  if (user === '') return url;
  const userInfo = [user, password].map(encodeURIComponent).join(':');
  return url.replace('://', `://${userInfo}@`);
}

/**
 * Tries a camera's addresses in their order. The next one is tried only when the camera says that it has no picture at this one: a wrong
 * password is thus shown to each camera once, and locks no account.
 */
export async function tryOption(way: Way, credentials: Credentials, trySource: TrySource): Promise<Trial> {
  const [first, ...others] = way.urls;
  let trial = await tryAddress(first);
  for (const url of others) {
    if (trial.result.ok || trial.result.reason !== 'not_found') break;
    trial = await tryAddress(url);
  }
  return trial;

  async function tryAddress(url: string): Promise<Trial> {
    const source_url = withCredentials(url, credentials);
    return { source_url, result: await trySource({ protocol: way.protocol, source_url }) };
  }
}

/** The way that was chosen for a camera, or its best one. */
export function chosenOption(camera: FoundOnNetwork, choices: Readonly<Record<string, number>>): Way {
  return camera.ways[choices[camera.key] ?? 0] ?? camera.ways[0];
}
