import { useState } from 'react';
import { mapConcurrently } from '@/lib/map-concurrently';
import { errorMessage } from '@/lib/problem';
import type { FoundOnNetwork } from '../found-camera';
import { chosenOption, tryOption, type Credentials, type Trial, type TrySource } from '../trial';

/** Each trial runs a program on the server. */
const TRIALS_AT_ONCE = 4;

export type TrialState = Trial | 'running';

/** Tries found cameras, some at a time, and keeps what each answered. */
export function useTrials(trySource: TrySource) {
  const [trials, setTrials] = useState<Readonly<Record<string, TrialState>>>({});
  const [choices, setChoices] = useState<Readonly<Record<string, number>>>({});

  const keep = (key: string, trial: TrialState) => setTrials((current) => ({ ...current, [key]: trial }));

  const tryOne = async (camera: FoundOnNetwork, credentials: Credentials) => {
    keep(camera.key, 'running');
    const way = chosenOption(camera, choices);
    try {
      const trial = await tryOption(way, credentials, trySource);
      keep(camera.key, trial);
      return trial.result.ok;
    } catch (error) {
      const nothing = { codec: null, width: null, height: null, snapshot: null };
      const result = { ...nothing, ok: false, reason: 'failed', hint: errorMessage(error) };
      keep(camera.key, { source_url: way.urls[0], result });
      return false;
    }
  };

  /** Tries many, and tells which of them have shown a picture. */
  const tryAll = async (cameras: readonly FoundOnNetwork[], credentials: Credentials) => {
    const results = await mapConcurrently(cameras, TRIALS_AT_ONCE, (camera) => tryOne(camera, credentials));
    return cameras.filter((_, index) => {
      const result = results[index];
      return result?.status === 'fulfilled' && result.value;
    });
  };

  /** Chooses another way to a camera; what the way before answered means nothing for it. */
  const choose = (key: string, index: number) => {
    setChoices((current) => ({ ...current, [key]: index }));
    setTrials((current) => Object.fromEntries(Object.entries(current).filter(([other]) => other !== key)));
  };

  return { trials, choices, choose, tryAll };
}
