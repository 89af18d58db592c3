import { useState } from 'react';
import type { FoundCamera, FoundOnNetwork } from '../found-camera';
import { chosenOption, withCredentials, type Credentials, type TrySource } from '../trial';
import { useTrials } from './use-trials';

/** A found camera as it is to be added. */
export interface CameraToAdd {
  name: string;
  protocol: 'usb' | 'rtsp' | 'onvif' | 'http';
  node_name: string;
  source_url?: string;
  device_path?: string;
}

/** Which of the found cameras are wanted, which way and with which password, and what trying them showed. */
export function useChoice(
  cameras: readonly FoundCamera[],
  addedAs: (camera: FoundCamera) => string | null,
  trySource: TrySource,
) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [credentials, setCredentials] = useState<Credentials>({ user: '', password: '' });
  const [trying, setTrying] = useState(false);
  const { trials, choices, choose, tryAll } = useTrials(trySource);

  const free = cameras.filter((camera) => addedAs(camera) === null);
  const wanted = free.filter(({ key }) => selected.has(key));
  const locked = free.filter(
    (camera): camera is FoundOnNetwork =>
      camera.protocol === 'network' && chosenOption(camera, choices).requiresPassword && !works(camera.key),
  );
  const lockedAndWanted = locked.filter(({ key }) => selected.has(key));
  /** Anyone who has chosen some means those; otherwise all that need a password. */
  const toTry = lockedAndWanted.length > 0 ? lockedAndWanted : locked;

  function works(key: string): boolean {
    const trial = trials[key];
    return trial !== undefined && trial !== 'running' && trial.result.ok;
  }

  const select = (keys: readonly string[], on: boolean) =>
    setSelected((current) => {
      const rest = [...current].filter((key) => !keys.includes(key));
      return new Set(on ? [...rest, ...keys] : rest);
    });

  const tryCameras = async (tried: readonly FoundOnNetwork[], shown: Credentials) => {
    setTrying(true);
    const working = await tryAll(tried, shown);
    select(
      working.map(({ key }) => key),
      true,
    );
    setTrying(false);
  };

  const toAdd = (camera: FoundCamera): CameraToAdd => {
    const { name, node_name } = camera;
    if (camera.protocol === 'usb') {
      return { name, node_name, protocol: 'usb', device_path: camera.device_path };
    }
    const way = chosenOption(camera, choices);
    const trial = trials[camera.key];
    const source_url =
      trial !== undefined && trial !== 'running' && trial.result.ok
        ? trial.source_url
        : withCredentials(way.urls[0], way.requiresPassword ? credentials : { user: '', password: '' });
    return { name, node_name, protocol: way.protocol, source_url };
  };

  const rowOf = (camera: FoundCamera) => ({
    addedAs: addedAs(camera),
    selected: selected.has(camera.key),
    trial: trials[camera.key],
    choice: choices[camera.key] ?? 0,
    onSelect: (on: boolean) => select([camera.key], on),
    onChoose: (index: number) => choose(camera.key, index),
    onTry: () => {
      if (camera.protocol === 'usb') return;
      const shown = chosenOption(camera, choices).requiresPassword ? credentials : { user: '', password: '' };
      void tryCameras([camera], shown);
    },
  });

  return {
    chosen: wanted.map(toAdd),
    credentials,
    setCredentials,
    trying,
    toTry,
    hasLocked: locked.length > 0,
    tryLocked: () => void tryCameras(toTry, credentials),
    rowOf,
    select,
  };
}
